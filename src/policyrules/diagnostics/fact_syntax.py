"""Problems with the TOML or JSON that facts are written in."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.fact_base import Said, clean, is_unknown, pick
from policyrules.language.characters import normalise

TOML_SAYS: dict[str, Said] = {
    "Expected '=' after a key": ("名称后面缺少等号“=”", "there is no `=` after the name"),
    "Expected newline or end of document": ("一行只能写一项，行末有多余的内容", "something is left over at the end of the line"),
    "Invalid value": ("等号后面的值写法不对", "what stands after the `=` is no value"),
    "Invalid initial character for a key part": ("名称的写法不对", "this is not how a name is written"),
    "Invalid statement": ("这一行不是“名称 = 值”的形式", "this is no line of the form `name = value`"),
    "Unclosed array": ("方括号没有成对", "a bracket is not closed"),
    "Unclosed inline table": ("花括号没有成对", "a brace is not closed"),
    "Unterminated string": ("引号没有成对", "a quotation mark is not closed"),
    "Expected '\"": ("引号没有成对", "a quotation mark is not closed"),
    "Expected \"'": ("引号没有成对", "a quotation mark is not closed"),
    "Illegal character": ("有不允许的字符，或引号没有成对", "a character is not allowed here, or a quotation mark is not closed"),
    "Unescaped '\\' in a string": ("双引号内的反斜杠要写两个", "a backslash in double quotes has to be doubled"),
    "Expected ']": ("方括号没有成对", "a bracket is not closed"),
}
JSON_SAYS: dict[str, Said] = {
    "Expecting ',' delimiter": ("两项之间缺少英文逗号，或括号没有成对", "a comma or a closing bracket is missing"),
    "Expecting ':' delimiter": ("名称后面缺少英文冒号", "there is no colon after the name"),
    "Expecting property name": ("名称要加英文双引号，最后一项后面不能有逗号", "a quoted name is missing, or a comma is too many"),
    "Illegal trailing comma": ("最后一项后面不能有逗号", "the last entry has a comma after it"),
    "Expecting value": ("此处缺少值，或值的写法不对", "there is no value here"),
    "Extra data": ("内容结束后还有多余的文字", "something is left over after the end"),
    "Unterminated string": ("引号没有成对", "a quotation mark is not closed"),
    "Invalid control character": ("文字中有换行或制表符，应写作 \\n 或 \\t", "a line break or a tab has to be written \\n or \\t"),
    "Invalid \\": ("反斜杠后面的写法不对，反斜杠本身要写两个", "a backslash is wrong; to mean one, write two"),
}


_FIGURE = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[+-]?[0-9]+(?:\.[0-9]+)?")
_WITH_UNIT = re.compile(r"([+-]?[0-9][0-9,.]*) *[^\W0-9_a-zA-Z][^\s\"'={}]*")
_DAY = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_QUOTED = re.compile(r"[“”「『‘](.*)[”“」』’]")
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_ENTRY = re.compile(r"([{,] *)([^\s\"'={},]*[^\x00-\x7f][^\s\"'={},]*)( *=)")
_SPACES = str.maketrans("\u3000\xa0＝", "  =")
_LONGEST_LINE = 500


def as_figure(text: str) -> str:
    """A number that is written with full-width digits or with commas, as it has to be; empty for anything else."""
    plain = normalise(text.strip()).replace("，", ",")
    return plain.replace(",", "") if _FIGURE.fullmatch(plain) else ""


def as_day(text: str) -> str:
    """A date of the calendar that is written in another way, as it has to be; empty for anything else."""
    match = _DAY.fullmatch(normalise(text.strip()))
    if not match:
        return ""
    day = f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"
    return day if _loads(f"x = {day}") else ""


def as_line(line: str) -> str:
    """The line of a fact as TOML takes it, where it is plain what was meant; else empty."""
    if len(line) > _LONGEST_LINE:
        return ""
    key, sign, value = _outside(line).partition("=")
    key, value = key.strip(), value.strip()
    if not sign or not key or not value or (_STRING.fullmatch(key) is None and re.search(r"[\s\"'\[\]{}]", key)):
        return ""
    if quoted := _QUOTED.fullmatch(key):
        key = quoted[1]
    if not key.isascii() and _STRING.fullmatch(key) is None:
        key = f'"{key}"'
    mended = f"{key} = {_as_value(value)}"
    return mended if _loads(mended) and not _loads(line) else ""


def _as_value(value: str) -> str:
    if value.lower() in ("true", "false"):
        return value.lower()
    if figure := as_figure(value):
        return figure
    if day := as_day(value):
        return day
    if normalise(value).endswith("%") and as_figure(normalise(value)[:-1]):
        return f'"{as_figure(normalise(value)[:-1])}%"'
    if quoted := _QUOTED.fullmatch(value):
        return f'"{quoted[1]}"'
    if value.startswith("{"):
        return _ENTRY.sub(r'\1"\2"\3', value)
    if not value.isascii() and value.isalpha() and not is_unknown(value):
        return f'"{value}"'
    return value


def _outside(line: str) -> str:
    """The line with spaces, equals signs and, in braces, commas of half width, but for what stands in quotation marks."""
    parts, at = [], 0
    for match in _STRING.finditer(line):
        parts += [_half(line[at : match.start()], "{" in line[: match.start()]), match[0]]
        at = match.end()
    return "".join((*parts, _half(line[at:], "{" in line))).strip()


def _half(text: str, braces: bool) -> str:
    text = text.translate(_SPACES)
    text = re.sub(r"“([^“”\"]*)”", r'"\1"', text) if braces else text
    return text.replace("，", ",").replace("｛", "{").replace("｝", "}") if braces or "｛" in text else text


def _loads(text: str) -> bool:
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


class _Syntax(Problem):
    """Base of the two syntax problems. ``says`` is how the parser put it."""

    says: str

    def _facts(self, lang: Lang) -> dict[str, Any]:
        table = TOML_SAYS | JSON_SAYS
        found = next((said for start, said in table.items() if self.says.startswith(start)), ("写法不对", "the syntax is wrong"))
        return super()._facts(lang) | {"what": pick(found, lang)}


class TomlSyntax(_Syntax):
    """A file of facts is not well-formed TOML.

    事实文件不符合 TOML 的写法。

    Why: nothing after the place can be read with certainty.

    原因：此处之后的内容都无法可靠读取。

    Example:
        === facts.toml
        area 120
    Instead:
        === facts.toml
        area = 120
    """

    code = "F161"
    zh = "{what}"
    en = "{what}"
    hint_zh = "{mend}"
    hint_en = "{mend}"
    line: str = ""

    def _facts(self, lang: Lang) -> dict[str, Any]:
        mend: Said = (
            "每行写一项：名称 = 值；等号、引号、括号用英文半角，文字加双引号",
            "write one fact a line as name = value, with text in straight double quotes",
        )
        value = normalise(self.line).partition("=")[2].strip() if len(self.line) <= _LONGEST_LINE else ""
        if mended := as_line(self.line):
            mend = (f"写作 {clean(mended)}", f"write {clean(mended)}")
        elif value and is_unknown(value):
            mend = ("不知道的不填，删去这一行", "leave out what is not known")
        elif _WITH_UNIT.fullmatch(value):
            mend = (
                "只写数值，不带单位；单位与事实表所要求的不同时，先换算",
                "write the figure alone, in the unit of the fact sheet",
            )
        return super()._facts(lang) | {"mend": pick(mend, lang)}


class BareChineseKey(Problem):
    """A Chinese name stands in TOML without quotation marks.

    TOML 中的中文名称没有加引号。

    Why: TOML takes bare names only in English letters, digits, `_` and `-`; any other has to be quoted.

    原因：TOML 规定不加引号的名称只能用英文字母、数字、下划线和连字符。

    Example:
        === facts.toml
        面积 = 120
    Instead:
        === facts.toml
        "面积" = 120
    """

    code = "F162"
    zh = "中文名称“{key}”要加英文双引号"
    en = "the name `{key}` has to be in double quotes"
    hint_zh = "写作 {mended}"
    hint_en = "write {mended}"
    key: str
    mended: str


class JsonSyntax(_Syntax):
    """A file of facts is not well-formed JSON.

    事实文件不符合 JSON 的写法。

    Why: nothing after the place can be read with certainty.

    原因：此处之后的内容都无法可靠读取。

    Example:
        === facts.json
        {"area": 120,}
    Instead:
        === facts.json
        {"area": 120}
    """

    code = "F163"
    zh = "{what}"
    en = "{what}"
    hint_zh = "名称和文字加英文双引号，各项之间用英文逗号分隔"
    hint_en = "put names and text in double quotes, and a comma between two entries"


class DuplicateKey(Problem):
    """The same name stands twice in one table of a file.

    同一名称在文件中出现两次。

    Why: readers of JSON commonly keep the last one in silence; here neither is taken.

    原因：一般软件只保留最后一个，这里两个都不采用。

    Example:
        === facts.json
        {"area": 120, "area": 150}
    Instead:
        === facts.json
        {"area": 150}
    """

    code = "F164"
    zh = "“{where}”写了两次"
    en = "`{where}` is given twice"
    hint_zh = "留下正确的一处，删去另一处"
    hint_en = "keep the one that is right and delete the other"


class NestedTooDeep(Problem):
    """Tables or lists stand inside each other deeper than facts ever need.

    括号或层级嵌套过深。

    Why: facts have two or three levels; depth without limit would exhaust the machine.

    原因：事实至多两三层，不加限制会耗尽内存。

    Example:
        === facts.json
        {"area": [[[[[[[[[[[[[[[[[[[[120]]]]]]]]]]]]]]]]]]]]}
    Instead:
        === facts.json
        {"area": 120}
    """

    code = "F165"
    about_file = True
    zh = "文件“{where}”的嵌套层数过多，无法读取"
    en = "the file `{where}` is nested too deep to be read"
    hint_zh = "检查括号是否写错；事实只需两三层"
    hint_en = "check the brackets; facts need two or three levels"
