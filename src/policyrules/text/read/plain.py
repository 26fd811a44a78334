"""The prose of a pack as plain text, numbered as official documents are, one clause a line; and as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyrules.result import Lang
from policyrules.text.markdown import escape
from policyrules.text.read.model import Clause, Entry, Prose, Section
from policyrules.text.read.words import READ, annex, assumed, numbered

_STEP = "    "


def text(prose: Prose, lang: Lang) -> str:
    """Plain text, for reading and for snapshots: a clause is a line, what it rests on stands below."""
    side = 0 if lang == "zh" else 1
    colon = "：" if lang == "zh" else ": "
    lines = [prose.title, *(f"{label}{colon}{value}" for label, value in prose.head)]
    for n, section in enumerate(prose.sections, 1):
        lines += ["", *_section(section, n, lang)]
    if prose.assumptions:
        lines += ["", READ["assumptions"][side]]
        lines += [_STEP + assumed(one, lang) for one in prose.assumptions]
    return "\n".join(lines) + "\n"


def _section(section: Section, n: int, lang: Lang) -> Iterator[str]:
    yield heading(section, n, lang)
    yield from _clauses(section.about, 1, lang)
    for place, entry in enumerate((*section.entries, *section.after), 1):
        yield from _entry(entry, (place,), lang)


def heading(section: Section, n: int, lang: Lang) -> str:
    """“一、平台测评（对象：平台）”."""
    side = 0 if lang == "zh" else 1
    about = READ["about"][side].format(subject=section.subject)
    return f"{numbered((n,), lang)}{section.label}{about}"


def _entry(entry: Entry, path: tuple[int, ...], lang: Lang) -> Iterator[str]:
    depth = len(path)
    points = f" {entry.points}" if entry.points and lang == "zh" else f", {entry.points}" if entry.points else ""
    yield f"{_STEP * depth}{numbered((0, *path), lang)}{entry.label}{points}"
    yield from _clauses(entry.clauses, depth + 1, lang)
    for place, below in enumerate(entry.below, 1):
        yield from _entry(below, (*path, place), lang)


def _clauses(clauses: Sequence[Clause], depth: int, lang: Lang) -> Iterator[str]:
    for clause in clauses:
        yield from _clause(clause, depth, lang)


def _clause(clause: Clause, depth: int, lang: Lang) -> Iterator[str]:
    cite = READ["cite"][0 if lang == "zh" else 1]
    if clause.text:
        yield _STEP * depth + clause.text
    yield from (f"{_STEP * (depth + 1)}{cite}{quote}" for quote in clause.cites)
    yield from (_STEP * (depth + 1) + assumed(one, lang) for one in clause.assumptions)


# ---------------------------------------------------------------- Markdown


def markdown(prose: Prose, lang: Lang) -> str:
    """Markdown: scorecards as the table of the annex, everything else as lists."""
    side = 0 if lang == "zh" else 1
    lines = [f"# {escape(prose.title)}", ""]
    lines += [f"- {escape(label)}{'：' if lang == 'zh' else ': '}{escape(value)}" for label, value in prose.head]
    for n, section in enumerate(prose.sections, 1):
        lines += ["", f"## {escape(heading(section, n, lang))}", ""]
        lines += [f"- {_marked(c, lang)}" for c in section.about]
        if section.kind == "score":
            lines += ["", *_annex(section, lang)]
        entries = section.after if section.kind == "score" else (*section.entries, *section.after)
        for entry in entries:
            lines += ["", f"**{escape(entry.label)}**", "", *(f"- {_marked(c, lang)}" for c in entry.clauses)]
    if prose.assumptions:
        lines += ["", f"## {escape(READ['assumptions'][side])}", ""]
        lines += [f"- {escape(assumed(one, lang))}" for one in prose.assumptions]
    return "\n".join(lines) + "\n"


def _marked(clause: Clause, lang: Lang) -> str:
    first, *rest = [x.strip() for x in _clause(clause, 0, lang)] or [""]
    return "<br>".join(map(escape, (first, *rest)))


def _annex(section: Section, lang: Lang) -> Iterator[str]:
    titles = READ["annex"][0 if lang == "zh" else 1].split("|")
    colon = "：" if lang == "zh" else ": "
    yield f"| {' | '.join(titles)} |"
    yield f"| {' | '.join('---' for _ in titles)} |"
    for row in annex(section, lang):
        quotes = "<br>".join(map(escape, row.clause.cites))
        reasons = "<br>".join(escape(colon.join(one)) for one in row.clause.assumptions)
        cells = (escape(row.item), escape(row.points), escape(row.text), quotes, reasons)
        yield f"| {' | '.join(cells)} |"
