"""The register to read: as text, and as Markdown for the appendix of a pack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from policyrules.language.languages import Lang
from policyrules.language.values import decimal_text, total
from policyrules.register import telling
from policyrules.register.model import Entry, Register
from policyrules.register.prose import say
from policyrules.text.markdown import escape
from policyrules.text.width import pad, width, wrap
from policyrules.text.words import kind as kind_word

COLUMNS = 100
_GROUP = tuple[Entry, ...]


def text(register: Register, lang: Lang) -> str:
    """The register as plain text."""
    lines = [f"{say('title', lang)}{'：' if lang == 'zh' else ': '}{register.policy}", *_lead(register, lang)]
    for sort, entries in groupby(register.entries, key=lambda e: e.assumption.kind):
        groups = list(grouped(entries))
        lines += ["", say("kind", lang, kind=kind_word(sort, lang), n=sum(map(len, groups)))]
        for group in groups:
            lines += _points(group[0], lang) if sort == "points" else ["", *_entry(group, lang)]
        if sort == "points":
            lines += ["", f"  {say('none_points', lang)}", "", *_shares(register, lang)]
    return "\n".join(lines) + "\n"


def _lead(register: Register, lang: Lang) -> list[str]:
    entries = register.entries
    if not entries:
        return [say("none", lang)]
    counts = Counter(e.assumption.kind for e in entries)
    told = telling.comma(lang).join(f"{kind_word(k, lang)} {n}" for k, n in counts.items())
    return [say("counts", lang, n=len(entries), counts=told), *wrap(say("about", lang), COLUMNS)]


def grouped(entries: Iterator[Entry]) -> Iterator[_GROUP]:
    """Assumptions of one kind that stand in one place and so have the same readings, together."""
    for _, group in groupby(entries, key=lambda e: (e.file, e.label, tuple(r.alternative.key for r in e.readings), e.places != ())):
        yield from _split(tuple(group))


def _split(group: _GROUP) -> Iterator[_GROUP]:
    if group[0].readings:
        yield group
    else:
        yield from ((e,) for e in group)


def _at(entry: Entry) -> str:
    return f"{entry.file}:{entry.line}"


def _points(entry: Entry, lang: Lang) -> list[str]:
    head = f"{entry.assumption.id} {entry.label}  {_at(entry)}  {telling.bites(entry, lang)}"
    return [*wrap(head, COLUMNS, "  ", "      "), *wrap(entry.assumption.text, COLUMNS, "      ")]


def _entry(group: _GROUP, lang: Lang) -> list[str]:
    first = group[0]
    ids = telling.comma(lang).join(e.assumption.id for e in group)
    lines = wrap(f"{ids} {first.label}  {_at(first)}", COLUMNS, "  ", "    ")
    for e in group:
        lines += wrap((f"[{e.assumption.id}] " if len(group) > 1 else "") + e.assumption.text, COLUMNS, f"    {say('why', lang)}")
    lines += wrap(telling.bites(first, lang), COLUMNS, f"    {say('bites', lang)}")
    if first.facts:
        lines += wrap(telling.facts(first, lang), COLUMNS, f"    {say('decide', lang)}")
    if table := telling.edges(first, lang):
        return [*lines, f"    {say('edges', lang)}", *_columns(table)]
    if first.why_none:
        lines += wrap(say(f"none_{first.why_none}", lang), COLUMNS, f"    {say('reading', lang)}")
    for found in first.readings:
        head, *rest = telling.reading(found, lang)
        lines += wrap(head, COLUMNS, f"    {say('reading', lang)}")
        lines += [line for told in rest for line in wrap(told, COLUMNS, "      ")]
    return lines


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(width(row[n]) for row in rows) for n in range(len(rows[0]))]
    return ["      " + "  ".join(pad(cell, w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]


def _shares(register: Register, lang: Lang) -> list[str]:
    rows = share_rows(register, lang)
    return [f"  {say('invented', lang)}", *_columns(rows)] if rows else []


def share_rows(register: Register, lang: Lang) -> list[list[str]]:
    """How much of each item of each scorecard rests on points of the pack's own, and of all of them."""
    rows = []
    for _, items in groupby(register.invented, key=lambda x: x.scorecard):
        found = list(items)
        told = [(x.label, x.rest, x.most) for x in found]
        whole = (say("invented_all", lang), total(x.rest for x in found), total(x.most for x in found))
        for label, rest, most in [*told, whole]:
            rows.append([label, say("invented_of", lang, rest=decimal_text(rest), most=decimal_text(most))])
    return rows


# ---------------------------------------------------------------- Markdown


def markdown(register: Register, lang: Lang) -> str:
    """The register as Markdown: a table a kind."""
    lead = _lead(register, lang)
    lines = [f"# {say('title', lang)} `{register.policy}`", "", *(escape(x) for x in lead)]
    for sort, entries in groupby(register.entries, key=lambda e: e.assumption.kind):
        groups = list(grouped(entries))
        lines += ["", f"## {escape(say('kind', lang, kind=kind_word(sort, lang), n=sum(map(len, groups))))}", ""]
        heads = ["id", "on", "where", "reason", "bites_head", *(["readings"] if sort != "points" else [])]
        lines += _table([say(h, lang) for h in heads], [_row(group, lang) for group in groups])
        for group in groups:
            if table := telling.edges(group[0], lang):
                lines += ["", escape(f"{group[0].assumption.id} {say('edges', lang)}"), "", *_table(*_escaped(table))]
        if sort == "points" and (rows := share_rows(register, lang)):
            lines += ["", *_table(*_escaped([[say("item", lang), say("share", lang)], *rows]))]
    return "\n".join(lines) + "\n"


def _row(group: _GROUP, lang: Lang) -> list[str]:
    first = group[0]
    why = "<br>".join(escape((f"[{e.assumption.id}] " if len(group) > 1 else "") + e.assumption.text) for e in group)
    cells = [escape(telling.comma(lang).join(e.assumption.id for e in group)), escape(first.label), escape(_at(first)), why]
    cells.append(escape(telling.bites(first, lang)))
    if first.assumption.kind == "points":
        return cells
    if first.edges:
        return [*cells, escape(say("edges", lang))]
    told = [say(f"none_{first.why_none}", lang)] if first.why_none else []
    told += [x for found in first.readings for x in telling.reading(found, lang)]
    return [*cells, "<br>".join(map(escape, told))]


def _escaped(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]]]:
    first, *others = [[escape(cell) for cell in row] for row in rows]
    return first, others


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (titles, ["---"] * len(titles), *rows)]
