"""The prose of a pack as one page that needs nothing else: for the screen, and on paper with a line to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from policyrules.result import Lang
from policyrules.text.read.model import Chart, Clause, Entry, Prose, Section
from policyrules.text.read.plain import heading
from policyrules.text.read.words import READ, annex, assumed

_STYLE = """
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.25rem 4rem; background: #fff; color: #1d1d1f;
  font: 16px/1.75 "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, Georgia, serif; }
h1 { font-size: 1.6rem; line-height: 1.4; text-align: center; margin: 1rem 0 1.5rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem; border-bottom: 1px solid #b9bec5; padding-bottom: .25rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0 0 1rem; }
dt { color: #555b66; } dd { margin: 0; }
p { margin: .35rem 0; } ul { margin: .25rem 0; padding-left: 1.4rem; } li { margin: .2rem 0; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-size: .92rem; line-height: 1.6; }
th, td { border: 1px solid #8b929c; padding: .35rem .5rem; text-align: left; vertical-align: top; }
th { background: #eef1f5; text-align: center; }
td.item, td.points { text-align: center; vertical-align: middle; white-space: nowrap; }
.basis { color: #3f4a5a; font-size: .88em; } .basis q { quotes: none; }
.note { color: #555b66; font-size: .9em; text-align: center; }
svg { max-width: 32rem; width: 100%; height: auto; display: block; margin: .5rem 0; }
.sign { display: flex; gap: 3rem; margin-top: 3rem; flex-wrap: wrap; }
.sign span { border-bottom: 1px solid #1d1d1f; display: inline-block; width: 12rem; }
@media (max-width: 40rem) { table, thead, tbody, tr, td { display: block; } thead { display: none; } tr { margin-bottom: .75rem; }
  td { border-top: 0; }
td:first-child { border-top: 1px solid #8b929c; }
td.item, td.points { text-align: left; }
td:empty { display: none; }
}
@media print { body { max-width: none; padding: 0; font-size: 11pt; } h2 { break-after: avoid; }
  tr, li { break-inside: avoid; } thead { display: table-header-group; } @page { size: A4; margin: 20mm 18mm; } }
"""


def page(prose: Prose, lang: Lang) -> str:
    """One HTML page."""
    side = 0 if lang == "zh" else 1
    sections = "".join(_section(section, n, lang) for n, section in enumerate(prose.sections, 1))
    head = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in prose.head)
    rest = "".join(f"<li>{escape(assumed(one, lang))}</li>" for one in prose.assumptions)
    appendix = f"<h2>{READ['assumptions'][side]}</h2><ul>{rest}</ul>" if rest else ""
    sign, date = READ["sign"][side], READ["date"][side]
    return (
        f'<!doctype html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(prose.title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{escape(prose.title)}</h1>\n<dl>{head}</dl>\n"
        f'<p class="note">{READ["made"][side]}</p>\n{sections}\n{appendix}\n'
        f'<p>{READ["signed"][side]}</p><p class="sign">{sign} <span></span> {date} <span></span></p>\n</main>\n</body>\n</html>\n'
    )


def _section(section: Section, n: int, lang: Lang) -> str:
    body = [f'<section><h2 id="s{n}">{escape(heading(section, n, lang))}</h2>', _list(section.about, lang)]
    if section.chart is not None:
        body.append(_chart(section.chart, section.label, lang))
    if section.kind == "score":
        body.append(_annex(section, lang))
        body += [f"<h3>{escape(e.label)}</h3>{_list(e.clauses, lang)}" for e in section.after]
    else:
        body.append("".join(_entry(e, lang) for e in (*section.entries, *section.after)))
    return "".join(body) + "</section>\n"


def _entry(entry: Entry, lang: Lang) -> str:
    below = "".join(_entry(x, lang) for x in entry.below)
    return f"<h3>{escape(' '.join(filter(None, (entry.label, entry.points))))}</h3>{_list(entry.clauses, lang)}{below}"


def _list(clauses: Sequence[Clause], lang: Lang) -> str:
    items = "".join(f"<li>{escape(c.text)}{_basis(c, lang)}</li>" for c in clauses if c.text or c.cites or c.assumptions)
    return f"<ul>{items}</ul>" if items else ""


def _basis(clause: Clause, lang: Lang) -> str:
    cite = READ["cite"][0 if lang == "zh" else 1]
    quotes = "".join(f'<div class="basis">{cite}<q>{escape(q)}</q></div>' for q in clause.cites)
    return quotes + "".join(f'<div class="basis">{escape(assumed(one, lang))}</div>' for one in clause.assumptions)


def _annex(section: Section, lang: Lang) -> str:
    titles = "".join(f"<th>{t}</th>" for t in READ["annex"][0 if lang == "zh" else 1].split("|"))
    rows, colon = [], "：" if lang == "zh" else ": "
    for row in annex(section, lang):
        lead = ""
        if row.rows:
            span = f' rowspan="{row.rows}"'
            lead = f'<td class="item"{span}>{escape(row.item)}</td><td class="points"{span}>{escape(row.points)}</td>'
        quotes = "".join(f"<div><q>{escape(q)}</q></div>" for q in row.clause.cites)
        reasons = "".join(f"<div>{escape(colon.join(one))}</div>" for one in row.clause.assumptions)
        rows.append(f'<tr>{lead}<td>{escape(row.text)}</td><td class="basis">{quotes}</td><td class="basis">{reasons}</td></tr>')
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _chart(chart: Chart, label: str, lang: Lang) -> str:
    """The figures of a target as bars, one a day; a day without a figure says so."""
    side, n = 0 if lang == "zh" else 1, len(chart.points)
    wide, high, foot = 120 * n, 170, 130
    title = f"{READ['chart'][side]}{'：' if lang == 'zh' else ': '}{label}"
    return (
        f'<svg viewBox="0 0 {wide} {high}" role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f'<line x1="0" y1="{foot}" x2="{wide}" y2="{foot}" stroke="#8b929c"/>{"".join(_bars(chart, foot))}</svg>'
    )


def _bars(chart: Chart, foot: int) -> Iterator[str]:
    for place, (day, share, words) in enumerate(chart.points):
        middle = 120 * place + 60
        tall = round((share or 0) * 100)
        if share is not None:
            yield f'<rect x="{middle - 28}" y="{foot - tall}" width="56" height="{tall}" fill="#3b6ea5"/>'
        yield f'<text x="{middle}" y="{foot - tall - 8}" text-anchor="middle" font-size="14" fill="#1d1d1f">{escape(words)}</text>'
        yield f'<text x="{middle}" y="{foot + 22}" text-anchor="middle" font-size="13" fill="#555b66">{escape(day)}</text>'
