"""Blank fact sheets: to fill in (TOML, JSON), to print (Markdown), and to check other people's files by (JSON Schema)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal, get_args

from policyrules.diagnostics.base import Lang
from policyrules.diagnostics.fact_base import amount, bounds, choices, listed
from policyrules.evaluation.groups import Group, groups
from policyrules.evaluation.schema import schema
from policyrules.language import core
from policyrules.language.values import decimal_text

SheetFormat = Literal["toml", "json", "markdown", "json-schema"]


def sheet(
    subject: core.Subject,
    fields: Sequence[core.Field],
    lang: Lang = "zh",
    format: SheetFormat = "toml",
    program: core.Program | None = None,
) -> str:
    """A blank sheet for the facts of one subject, in the order of the fields; with ``program``, "toml" and "markdown" put them
    below the item that asks for each first, beside the sentence of the document it is asked for by.

    "toml": every key commented out, below a line that says what it takes; Chinese names, or aliases in English. "json": null for
    every alias. "markdown": tables to print. "json-schema": draft 2020-12. Raises ValueError for another format.
    """
    parted = groups(subject, fields, program) if program else (Group(None, None, tuple((fact, None) for fact in fields)),)
    match format:
        case "toml":
            return _toml(subject, parted, lang)
        case "json":
            return json.dumps({fact.alias: None for fact in fields}, ensure_ascii=False, indent=2) + "\n"
        case "markdown":
            return _markdown(subject, parted, lang)
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
            return "明细，每条记录一段" if zh else "a list of records, a block each"


def _heading(subject: core.Subject, lang: Lang) -> str:
    if lang == "zh":
        return f"{subject.name}（{subject.label}）" if subject.label and subject.label != subject.name else subject.name
    return f"{subject.id} ({subject.label or subject.name})"


def _title(group: Group, parted: Sequence[Group], lang: Lang) -> str:
    """The heading of a group: its item and its points, after its scorecard where there are several."""
    rule, item = group.rule, group.item
    if rule is None:
        if len(parted) == 1:
            return ""
        return "规则未用到的" if lang == "zh" else "not read by any rule"
    if item is None:
        return rule.label
    several = len({g.rule for g in parted if g.item}) > 1
    labels = [rule.label, item.label] if several and item.kind != "scorecard" else [item.label]
    title = (" · " if lang == "zh" else ", ").join(labels)
    points = item.points
    if points is None:
        return title
    return f"{title}（{decimal_text(points)} 分）" if lang == "zh" else f"{title} ({decimal_text(points)} points)"


def _quoted(cite: core.Citation) -> str:
    return f"《{cite.title}》“{cite.quote}”" if cite.title else f"“{cite.quote}”"


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


def _toml(subject: core.Subject, parted: Sequence[Group], lang: Lang) -> str:
    lines = [f"# {line.format(subject=_one_line(_heading(subject, lang)))}" for line in _TOML_HEAD[lang]]
    for group in parted:
        plain = [(f, c) for f, c in group.facts if not isinstance(f.type, core.Records)]
        if plain and (title := _title(group, parted, lang)):
            lines += ["", "", f"# ---------------- {_one_line(title)} ----------------"]
        for fact, cite in plain:
            lines += ["", *_entry(fact, lang, cite)]
    # Lists stand last: what follows the heading of a record belongs to it.
    for group in parted:
        lists = [(f, c) for f, c in group.facts if isinstance(f.type, core.Records)]
        if lists and (title := _title(group, parted, lang)):
            title += "：明细" if lang == "zh" else ": lists"
            lines += ["", "", f"# ---------------- {_one_line(title)} ----------------"]
        for fact, cite in lists:
            lines += ["", *_entry(fact, lang, cite), *_blocks(fact, lang, "")]
    return "\n".join(lines) + "\n"


def _entry(fact: core.Field, lang: Lang, cite: core.Citation | None = None) -> list[str]:
    """What a fact takes, the sentence it is asked for by, and its key to fill in."""
    key = toml_key(fact.name if lang == "zh" else fact.own)
    named = fact.title or ("" if lang == "zh" else fact.name)
    title = f"{named}{'：' if lang == 'zh' else ': '}" if named else ""
    basis = [f"# {'依据：' if lang == 'zh' else 'basis: '}{_one_line(_quoted(cite))}"] if cite else []
    blank = [] if isinstance(fact.type, core.Records) else [f"#{key} ="]
    return [*basis, f"# {_one_line(title + takes(fact, lang))}", *blank]


def _blocks(fact: core.Field, lang: Lang, path: str) -> list[str]:
    """One blank record of a list, and of the lists in it."""
    assert isinstance(fact.type, core.Records)
    key = toml_key(fact.name if lang == "zh" else fact.own)
    none = {"zh": "一条也没有的，不写下面各行，改在{}写：{} = []", "en": "where there are none write, {}, {} = []"}[lang]
    where = ("这条记录里", "in the record") if path else ("所有 [[ ]] 之前", "above every [[ ]]")
    path += key
    lines = [f"# {none.format(where[lang == 'en'], key)}"]
    if len(fact.type.fields) == 1 and not isinstance(fact.type.fields[0].type, core.Records):
        short = {"zh": "也可在{}只列各条的值：{} = […, …]", "en": "or, {}, only the value of each, {} = […, …]"}[lang]
        lines.append(f"# {short.format(where[lang == 'en'], key)}")
    lines.append(f"#[[{path}]]")
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


def _markdown(subject: core.Subject, parted: Sequence[Group], lang: Lang) -> str:
    text = f"# {_one_line(_heading(subject, lang))}\n"
    for group in parted:
        title = _title(group, parted, lang)
        text += (f"\n## {_one_line(title)}\n" if title else "") + f"\n{_table(group, lang)}"
    return text


def _table(group: Group, lang: Lang) -> str:
    zh = lang == "zh"
    cited = any(cite for _, cite in group.facts)
    columns = ["事实", "名称", "代码", "填写要求", "填写"] if zh else ["fact", "name", "alias", "takes", "value"]
    columns[4:4] = ["依据" if zh else "basis"] * cited
    rows = [columns, ["---"] * len(columns)]
    for first, cite in group.facts:
        for fact in core.every_field([first]):
            basis = [_quoted(cite) if cite and fact is first else ""] * cited
            rows.append([fact.title or fact.called, f"`{fact.called}`", f"`{fact.alias}`", takes(fact, lang), *basis, ""])
    return "".join(f"| {' | '.join(_cell(c) for c in row)} |\n" for row in rows)


def _cell(text: Any) -> str:
    return _one_line(str(text)).replace("|", "\\|")
