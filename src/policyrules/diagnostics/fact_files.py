"""Problems with the file that facts come in."""

from __future__ import annotations

from typing import Any

from policyrules.diagnostics.base import Lang, Problem
from policyrules.diagnostics.fact_base import Said, pick


class FactFileUnreadable(Problem):
    """The file with the facts is not there, or cannot be opened.

    事实文件不存在或打不开。

    Why: nothing can be read from it.

    原因：无法读取。

    Example:
        === facts.toml (missing)
    Instead:
        === facts.toml
        area = 120
    """

    code = "F151"
    about_file = True
    zh = "{what}"
    en = "{what}"
    hint_zh = "核对路径和文件名"
    hint_en = "check the path and the name of the file"
    missing: bool

    def _facts(self, lang: Lang) -> dict[str, Any]:
        what: Said = (f"文件“{self.where}”打不开", f"the file `{self.where}` cannot be opened")
        if self.missing:
            what = (f"没有文件“{self.where}”", f"there is no file `{self.where}`")
        return super()._facts(lang) | {"what": pick(what, lang)}


class FactFileNotUtf8(Problem):
    """The file with the facts is not saved as UTF-8.

    事实文件不是 UTF-8 编码。

    Why: in another encoding the same bytes are other characters, and a guess may turn one name into another.

    原因：编码不同，同样的字节就是不同的字，靠猜测可能把一个名称读成另一个。

    Example:
        === facts.toml (gbk)
        "面积" = 120
    Instead:
        === facts.toml
        "面积" = 120
    """

    code = "F152"
    about_file = True
    zh = "文件“{where}”不是 UTF-8 编码{seems}"
    en = "the file `{where}` is not UTF-8{seems}"
    hint_zh = "用记事本打开，“另存为”时编码选 UTF-8；Word 文档请先另存为“纯文本”"
    hint_en = "open it in an editor and save it as UTF-8; save a Word document as plain text first"
    encoding: str = ""

    def _facts(self, lang: Lang) -> dict[str, Any]:
        seems = (f"，看来是 {self.encoding}", f" and seems to be {self.encoding}") if self.encoding else ("", "")
        return super()._facts(lang) | {"seems": pick(seems, lang)}


class FactFileTooLarge(Problem):
    """The file with the facts is larger than any fact sheet.

    事实文件过大。

    Why: a sheet for one subject has some kilobytes; a file this large is another file.

    原因：一个对象的事实表只有几千字节，这样大的多半是别的文件。

    Example:
        === facts.toml (6 MB)
        area = 120
    Instead:
        === facts.toml
        area = 120
    """

    code = "F153"
    about_file = True
    zh = "文件“{where}”超过 {limit} MB，不予读取"
    en = "the file `{where}` is larger than {limit} MB and is not read"
    hint_zh = "核对是否选错了文件；一份事实只写一个对象"
    hint_en = "check that it is the right file; a sheet holds the facts of one subject"
    limit: int


class UnknownFactFormat(Problem):
    """The name of the file does not end in .toml or .json.

    文件名不以 .toml 或 .json 结尾。

    Why: the ending says how the file is read; it is not guessed from what is inside.

    原因：按扩展名决定读法，不凭内容猜测。

    Example:
        === facts.txt
        area = 120
    Instead:
        === facts.toml
        area = 120
    """

    code = "F154"
    about_file = True
    zh = "不能读取“{where}”，只能读 .toml 和 .json 文件"
    en = "the file `{where}` is not read, because only .toml and .json are"
    hint_zh = "用 facts 命令得到一份空白的事实表，填好后保存为 .toml"
    hint_en = "the command `facts` gives a blank sheet to fill in and save as .toml"
