"""Blank fact sheets: to fill in (TOML, JSON), to print (Markdown), and to check other people's files by (JSON Schema)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal, get_args

from policyrules.diagnostics.base import Lang
from policyrules.diagnostics.fact_base import amount, bounds, choices, listed
from policyrules.evaluation.schema import schema
from policyrules.language import core

SheetFormat = Literal["toml", "json", "markdown", "json-schema"]


def sheet(subject: core.Subject, fields: Sequence[core.Field], lang: Lang = "zh", format: SheetFormat = "toml") -> str:
    """A blank sheet for the facts of one subject, in the order of the fields.

    "toml": every key commented out, below a line that says what it takes; Chinese names, or aliases in English. "json": null for
    every alias. "markdown": a table to print. "json-schema": draft 2020-12. Raises ValueError for another format.
    """
    match format:
        case "toml":
            return _toml(subject, fields, lang)
        case "json":
            return json.dumps({fact.alias: None for fact in fields}, ensure_ascii=False, indent=2) + "\n"
        case "markdown":
            return _markdown(subject, fields, lang)
        case "json-schema":
            return json.dumps(schema(subject, fields, lang), ensure_ascii=False, indent=2) + "\n"
    raise ValueError(f"format has to be one of {', '.join(get_args(SheetFormat))}, not {format!r}")


def takes(fact: core.Field, lang: Lang) -> str:
    """What a fact takes, in a phrase: kind, unit, bounds or choices, 无, and who judges it."""
    zh = lang == "zh"
    said = [_kind(fact, zh)]
    if fact.judged and isinstance(fact.type, core.Quantity) and fact.low is not None and fact.high is not None:
        low, high = amount(fact.low, fact.type), amount(fact.high, fact.type)
        said.append(f"{low} 至 {high}" if zh else f"{low} to {high}")
        if fact.step is not None:
            step = amount(fact.step, fact.type)
            said.append(f"每 {step} 一档" if zh else f"in steps of {step}")
    elif limits := bounds(fact, lang):
        said.append(limits)
    if fact.optional:
        said.append('没有的，填 "无"' if zh else 'or "none"')
    if fact.judged:
        judge = fact.judge or ("测评人员" if zh else "an assessor")
        said.append(f"由{judge}评定" if zh else f"judged by {judge}")
    return ("，" if zh else ", ").join(said)


def _kind(fact: core.Field, zh: bool) -> str:
    match fact.type:
        case core.Bool():
            return '填 "是" 或 "否"' if zh else "true or false"
        case core.Quantity(unit, whole, ratio):
            if ratio:
                return '比例，如 0.3 或 "30%"' if zh else 'a ratio such as 0.3 or "30%"'
            kind = ("整数" if whole else "数") if zh else ("a whole number" if whole else "a number")
            measured = unit.symbol if unit else ""
            return f"{kind}，单位：{measured}" if zh and measured else f"{kind} of {measured}" if measured else kind
        case core.Day():
            return "日期，如 2021-09-29" if zh else "a date such as 2021-09-29"
        case core.Text():
            return "文字，加英文双引号" if zh else "text in double quotes"
        case core.Levels() | core.Options():
            names = listed(choices(fact.type), "en").replace("`", '"')
            return f"任选其一：{names}" if zh else f"one of {names}"
        case core.Records():
            return "明细，每条记录一段；一条也没有的，写成 []" if zh else "a list of records, a block each; [] for none"


def _heading(subject: core.Subject, lang: Lang) -> str:
    if lang == "zh":
        return f"{subject.name}（{subject.label}）" if subject.label and subject.label != subject.name else subject.name
    return f"{subject.id} ({subject.label or subject.name})"


# ---------------------------------------------------------------- TOML

_TOML_HEAD = {
    "zh": (
        "{subject}：事实表",
        "知道的事实，删去行首的 #，在等号后填上值；不知道的不填，保持原样，也不要填“否”或 0。",
        "标明“评定”的，可以只填值，也可以写明评定人、日期和理由：",
        '  {{ "值" = …, "评定人" = "…", "日期" = 2022-12-31, "理由" = "…" }}',
    ),
    "en": (
        "facts of {subject}",
        "take the # off a fact that is known and give its value; leave the others as they are, never 0",
        "a judged fact takes its bare value, or a record:",
        '  {{ value = …, judge = "…", on = 2022-12-31, reason = "…" }}',
    ),
}


def _toml(subject: core.Subject, fields: Sequence[core.Field], lang: Lang) -> str:
    lines = [f"# {line.format(subject=_one_line(_heading(subject, lang)))}" for line in _TOML_HEAD[lang]]
    # Lists stand last: what follows the heading of a record belongs to it.
    for fact in (f for f in fields if not isinstance(f.type, core.Records)):
        lines += ["", *_entry(fact, lang)]
    for fact in (f for f in fields if isinstance(f.type, core.Records)):
        lines += ["", *_entry(fact, lang), *_blocks(fact, lang, "")]
    return "\n".join(lines) + "\n"


def _entry(fact: core.Field, lang: Lang) -> list[str]:
    """What a fact takes, and its key to fill in."""
    key = toml_key(fact.name if lang == "zh" else fact.own)
    named = fact.title or ("" if lang == "zh" else fact.name)
    title = f"{named}{'：' if lang == 'zh' else ': '}" if named else ""
    return [f"# {_one_line(title + takes(fact, lang))}", *([] if isinstance(fact.type, core.Records) else [f"#{key} ="])]


def _blocks(fact: core.Field, lang: Lang, path: str) -> list[str]:
    """One blank record of a list, and of the lists in it."""
    assert isinstance(fact.type, core.Records)
    path += toml_key(fact.name if lang == "zh" else fact.own)
    lines = [f"#[[{path}]]"]
    for below in sorted(fact.type.fields, key=lambda f: isinstance(f.type, core.Records)):
        lines += _entry(below, lang)
        if isinstance(below.type, core.Records):
            lines += _blocks(below, lang, f"{path}.")
    return lines


def toml_key(name: str) -> str:
    """The name as one TOML key: bare where that is allowed, else quoted."""
    if name.isascii() and name.replace("_", "").replace("-", "").isalnum():
        return name
    return json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)


# ---------------------------------------------------------------- Markdown


def _markdown(subject: core.Subject, fields: Sequence[core.Field], lang: Lang) -> str:
    zh = lang == "zh"
    columns = ("事实", "名称", "代码", "填写要求", "填写") if zh else ("fact", "name", "alias", "takes", "value")
    rows: list[tuple[str, ...]] = [columns, ("---",) * len(columns)]
    for fact in core.every_field(fields):
        rows.append((fact.title or fact.called, f"`{fact.called}`", f"`{fact.alias}`", takes(fact, lang), ""))
    heading = _one_line(_heading(subject, lang))
    return f"# {heading}\n\n" + "".join(f"| {' | '.join(_cell(c) for c in row)} |\n" for row in rows)


def _cell(text: Any) -> str:
    return _one_line(str(text)).replace("|", "\\|")
