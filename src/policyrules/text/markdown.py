"""The breakdown as Markdown: the same content as the plain text, in tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from policyrules._version import __version__
from policyrules.result import (
    ClassResult,
    ClassRow,
    DueResult,
    DutyResult,
    Lang,
    NameResult,
    Outcome,
    PartResult,
    RequirementResult,
    Result,
    ScoreResult,
    TargetResult,
)
from policyrules.text import classes, naming, report, requirements, targets
from policyrules.text.words import finding, outcome, say

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")


def markdown(result: Result, lang: Lang) -> str:
    lines = [f"# {escape(say('title', lang))}", "", *_pairs(report.head(result, lang))]
    lines += _bullets(report.general(result, lang))
    for found in result.outcomes.values():
        lines += _outcome(found, result, lang)
    lines += _list(say("judgements", lang), report.judgements(result, lang))
    colon, note = ("：" if lang == "zh" else ": "), report.local_note(result, lang)
    lines += _list(
        say("assumptions", lang), [f"[{ids}] {k}{colon}{text}" for ids, k, text in report.grouped(result.assumptions, lang)]
    )
    lines += ["", escape(note)] if note else []
    date = say("sign_date", lang)
    roles = [(say(f"sign_{r}", lang), "") for r in ("assessor", "reviewer", "assessed")]
    lines += [
        f"\n## {escape(say('sign', lang))}",
        "",
        *([escape(report.unfinished(result, lang)), ""] if result.missing else []),
        *_table(("", say("sign", lang), date), [(role, "　" * 12, "　" * 8) for role, _ in roles]),
    ]
    made = f"{escape(say('pack', lang))} `{result.policy}` {say('engine', lang)} {__version__}"
    lines += ["", f"{made} {say('digest', lang)} `{result.digest}`"]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", re.sub(r"\s*\n\s*", " ", text))


def _table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of cells that are escaped already."""
    return [f"| {' | '.join(row)} |" for row in (titles, ["---"] * len(titles), *rows)]


def _pairs(rows: Sequence[report.Row]) -> list[str]:
    (first, *others) = [(escape(label), escape(text)) for label, text in rows]
    return _table(first, others)


def _bullets(items: Iterable[str]) -> list[str]:
    lines = [f"- {escape(item)}" for item in items]
    return ["", *lines] if lines else []


def _list(title: str, items: Sequence[str]) -> list[str]:
    return [f"\n## {escape(title)}", *_bullets(items)] if items else []


def _outcome(found: Outcome, result: Result, lang: Lang) -> list[str]:
    match found:
        case ScoreResult():
            return _score(found, result, lang)
        case ClassResult():
            head = (say("class", lang), classes.conclusion(found, lang))
            rows = [(r, f"{classes.mark(r)} {r.label}", classes.sentence(r, lang)) for r in found.rows]
            return _plain(found, head, rows, result, lang)
        case RequirementResult():
            head = (say("outcome", lang), requirements.conclusion(found, lang))
            lines = [(x, requirements.verdict(x, found, lang), requirements.sentence(x, lang)) for x in found.lines]
            return _plain(found, head, lines, result, lang)
        case TargetResult():
            head = (say("due", lang), targets.conclusion(found, lang))
            dues = [(x, targets.due(x, found, lang), targets.standing(x, lang)) for x in found.rows]
            return _plain(found, head, dues, result, lang, (say("why", lang), targets.sentence(found, lang)))
        case NameResult():
            return _name(found, result, lang)


def _plain(
    found: ClassResult | RequirementResult | TargetResult,
    head: report.Row,
    rows: Iterable[tuple[ClassRow | DutyResult | DueResult, str, str]],
    result: Result,
    lang: Lang,
    *more: report.Row,
) -> list[str]:
    """A section without points: the conclusion, its sentences, the rows with why, and what is missing."""
    title, conclusion = head
    lines = [
        f"\n## {escape(found.label)}",
        "",
        *_pairs([*report.origin(found, result, lang), (say("conclusion", lang), conclusion), *more]),
    ]
    lines += _bullets(say("cite", lang) + q for q in report.quotes(found.cites, result, lang))
    above, comma = frozenset(c.quote for c in found.cites), "、" if lang == "zh" else ", "
    cells = []
    for row, verdict, why in rows:
        ids = report.ids_text([a.id for a in row.assumptions], comma)
        notes = [*report.quotes(row.cites, result, lang, above), *([f"[{ids}]"] if ids else [])]
        cells.append((escape(verdict), escape(why), "<br>".join(map(escape, notes))))
    lines += ["", *_table((title, say("why", lang), say("basis", lang)), cells)]
    return lines + _list(say("missing_facts", lang), report.missing_facts(found.missing, lang))


def _name(found: NameResult, result: Result, lang: Lang) -> list[str]:
    """A section about a name: what was made and found, what is wrong or how it is taken apart, and what is missing."""
    lines = [f"\n## {escape(found.label)}", "", *_pairs(naming.rows(found, lang))]
    lines += _bullets(say("cite", lang) + q for q in report.quotes(found.cites, result, lang))
    ids = report.ids_text([a.id for a in found.assumptions], "、" if lang == "zh" else ", ")
    lines += ["", escape(f"[{ids}]")] if ids else []
    lines += _list(*naming.details(found, lang))
    return lines + _list(say("missing_facts", lang), report.missing_facts(found.missing, lang))


def _score(score: ScoreResult, result: Result, lang: Lang) -> list[str]:
    lead = [*report.origin(score, result, lang), *report.standing(score, lang)]
    lines = [f"\n## {escape(score.rule.label or score.rule.name)}", "", *_pairs(lead)]
    bands = score.rule.bands.cites if score.rule.bands else ()
    shared, comma = report.shared_ids(score), "、" if lang == "zh" else ", "
    lines += _bullets(
        [say("cite", lang) + q for q in report.quotes(score.root.cites, result, lang)]
        + [say("grade_cite", lang) + q for q in report.quotes(bands, result, lang)]
        + ([f"{say('everywhere', lang)}[{report.ids_text(shared, comma)}]"] if shared else [])
    )
    titles = [say(k, lang) for k in ("item_criterion", "points", "outcome", "why", "basis")]
    rows = [row for part in score.parts for row in _rows(part, result, lang, 0, frozenset(), frozenset(shared))]
    lines += [f"\n## {escape(say('items', lang))}", "", *_table(titles, rows)]
    for sort in ("breach", "explain"):
        lines += _list(say(sort, lang), report.findings(score, sort, lang))
    if score.missing:
        rows = [[escape(t), escape(s)] for s, t in (report.missing_row(m, lang) for m in score.missing)]
        lines += [f"\n## {escape(say('missing', lang))}", "", *_table([say("fact", lang), say("swing", lang)], rows)]
    return lines


def _rows(
    part: PartResult, result: Result, lang: Lang, depth: int, quoted: frozenset[str], named: frozenset[str]
) -> Iterator[Sequence[str]]:
    """The row of a part and those of the parts below it."""
    label = escape(report.label(part, lang))
    got, most = report.points(part, lang)
    ids = report.own_ids(part, named)
    notes = report.quotes(part.cites, result, lang, quoted) + (
        [f"[{report.ids_text(ids, '、' if lang == 'zh' else ', ')}]"] if ids else []
    )
    yield (
        "　" * depth + (label if depth else f"**{label}**"),
        f"{got} / {most}" if most else got,
        "<br>".join(map(escape, filter(None, (outcome(part, lang), finding(part, lang))))),
        escape(report.why(part, lang)),
        "<br>".join(map(escape, notes)),
    )
    for p in part.parts:
        yield from _rows(p, result, lang, depth + 1, quoted | {c.quote for c in part.cites}, named | frozenset(ids))
