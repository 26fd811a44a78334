"""The breakdown as plain text: one that an assessor and the assessed sign. At most `COLUMNS` wide, in characters that GBK has."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from policyrules._version import __version__
from policyrules.language import core
from policyrules.language.node import Shown
from policyrules.result import (
    ClassResult,
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
from policyrules.text.page import COLUMNS, cited, listed, section, table
from policyrules.text.reasons import sentence
from policyrules.text.width import ambiguous, pad, width, wrap
from policyrules.text.words import finding, mark, outcome, say

_LABELS = 40
"""The widest column of labels; a longer label stands on a line of its own."""


def breakdown(result: Result, lang: Lang) -> str:
    lines = [say("title", lang), "=" * COLUMNS, *table(report.head(result, lang))]
    lines += [line for text in report.general(result, lang) for line in wrap(text, COLUMNS)]
    for found in result.outcomes.values():
        lines += _outcome(found, result, lang)
    lines += listed(say("judgements", lang), _judgements(result, lang))
    lines += _assumptions(result, lang)
    lines += _signatures(result, lang)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _outcome(found: Outcome, result: Result, lang: Lang) -> list[str]:
    match found:
        case ScoreResult():
            return _score(found, result, lang)
        case ClassResult():
            return _classes(found, result, lang)
        case RequirementResult():
            return _requirement(found, result, lang)
        case TargetResult():
            return _target(found, result, lang)
        case NameResult():
            return _name(found, result, lang)


# ---------------------------------------------------------------- classes, requirements, names


def _classes(found: ClassResult, result: Result, lang: Lang) -> list[str]:
    rows = [*report.origin(found, result, lang), (say("conclusion", lang), classes.conclusion(found, lang))]
    lines = [*section(found.label), *table(rows)]
    lines += cited(found.cites, result, lang, say("cite", lang))
    quoted = frozenset(c.quote for c in found.cites)
    for row in found.rows:
        lines += ["", *wrap(_noted(f"{classes.mark(row)} {row.label}", row.assumptions, lang), COLUMNS, "")]
        lines += wrap(classes.sentence(row, lang), COLUMNS, "    ")
        lines += _quoted(row.cites, quoted, result, lang, "    ")
    return [*lines, "", say("legend_classes", lang), *_missing(found, lang)]


def _requirement(found: RequirementResult, result: Result, lang: Lang) -> list[str]:
    rows = [*report.origin(found, result, lang), (say("conclusion", lang), requirements.conclusion(found, lang))]
    lines = [*section(found.label), *table(rows)]
    lines += cited(found.cites, result, lang, say("cite", lang))
    quoted = frozenset(c.quote for c in found.cites)
    several = len(found.lines) > 1
    for n, line in enumerate(found.lines, 1):
        lines += ["", *wrap(requirements.verdict(line, found, lang), COLUMNS, f"({n}) ")] if several else []
        lines += wrap(_noted(requirements.sentence(line, lang), line.assumptions, lang), COLUMNS, "    ")
        lines += _quoted(line.cites, quoted, result, lang, "    ")
        if line.finding == "explain":
            lines.append(f"    {say('explanation', lang)}{'_' * 60}")
    return lines + _missing(found, lang)


def _target(found: TargetResult, result: Result, lang: Lang) -> list[str]:
    rows = [*report.origin(found, result, lang), (say("conclusion", lang), targets.conclusion(found, lang))]
    lines = [*section(found.label), *table([*rows, (say("why", lang), targets.sentence(found, lang))])]
    if found.finding == "explain":
        lines.append(say("explanation", lang) + "_" * 60)
    lines += cited(found.cites, result, lang, say("cite", lang))
    quoted = frozenset(c.quote for c in found.cites)
    for row in found.rows:
        lines += ["", *wrap(_noted(targets.due(row, found, lang), row.assumptions, lang), COLUMNS, "")]
        lines += wrap(targets.standing(row, lang), COLUMNS, "    ")
        lines += _quoted(row.cites, quoted, result, lang, "    ")
    return lines + _missing(found, lang)


def _name(found: NameResult, result: Result, lang: Lang) -> list[str]:
    lines = [*section(found.label), *table(naming.rows(found, lang))]
    lines += cited(found.cites, result, lang, say("cite", lang))
    lines += wrap(_noted("", found.assumptions, lang), COLUMNS, "") if found.assumptions else []
    title, items = naming.details(found, lang)
    return [*lines, *listed(title, [wrap(x, COLUMNS, "  - ") for x in items]), *_missing(found, lang)]


def _quoted(cites: Iterable[core.Citation], above: frozenset[str], result: Result, lang: Lang, indent: str) -> list[str]:
    """The sentences of a row, those that stand above left out."""
    lead = indent + say("cite", lang)
    return [line for quote in report.quotes(cites, result, lang, above) for line in wrap(quote, COLUMNS, lead)]


def _noted(text: str, assumptions: Iterable[core.Assumption], lang: Lang) -> str:
    ids = report.ids_text([a.id for a in assumptions], "、" if lang == "zh" else ", ")
    return f"{text} [{ids}]" if ids else text


def _missing(found: ClassResult | RequirementResult | TargetResult | NameResult, lang: Lang) -> list[str]:
    return listed(say("missing_facts", lang), [wrap(x, COLUMNS, "  - ") for x in report.missing_facts(found.missing, lang)])


# ---------------------------------------------------------------- a scorecard


def _score(score: ScoreResult, result: Result, lang: Lang) -> list[str]:
    lines = section(score.rule.label or score.rule.name)
    lines += table([*report.origin(score, result, lang), *report.standing(score, lang)])
    lines += cited(score.root.cites, result, lang, say("cite", lang))
    lines += cited(score.rule.bands.cites if score.rule.bands else (), result, lang, say("grade_cite", lang))
    if ids := report.shared_ids(score):
        lines += wrap(f"[{report.ids_text(ids, '、' if lang == 'zh' else ', ')}]", COLUMNS, say("everywhere", lang))
    lines += [*section(say("items", lang)), *_Items(result, lang, *_columns(score, lang)).all(score)]
    for sort in ("breach", "explain"):
        lines += listed(say(sort, lang), [_found(text, lang, sort == "explain") for text in report.findings(score, sort, lang)])
    rows = [report.missing_row(m, lang) for m in score.missing]
    lead = max((width(swing) for swing, _ in rows), default=0)
    return lines + listed(
        say("missing", lang), [wrap(text, COLUMNS, f"  {pad(swing, lead, right=True)}  ") for swing, text in rows]
    )


def _found(text: str, lang: Lang, blank: bool) -> list[str]:
    """A finding; with ``blank`` there is a line below on which the assessed explain it."""
    lines = wrap(text, COLUMNS, "  - ")
    return [*lines, f"    {say('explanation', lang)}{'_' * 60}"] if blank else lines


def _columns(score: ScoreResult, lang: Lang) -> tuple[int, int, int]:
    """Widths of the columns: labels with their indentation, points, maxima."""
    labels, points, maxima = [width(say("item", lang))], [0], [0]
    stack = [(p, 0) for p in score.parts]
    while stack:
        part, depth = stack.pop()
        stack += [(p, depth + 1) for p in part.parts if not _line(p)]
        labels.append(2 * depth + width(report.label(part, lang)))
        got, most = report.points(part, lang)
        points.append(width(got))
        maxima.append(width(most))
    return min(max(labels), _LABELS) + 3, max(points), max(maxima)


def _line(part: PartResult) -> bool:
    """Whether a part is a mere line of a criterion, shown by its sentence and not by a label."""
    return part.rule.kind == "line" and not part.parts


@frozen(repr=False)
class _Items(Shown):
    """The items, each with what is below it."""

    result: Result
    lang: Lang
    labels: int
    points: int
    maxima: int

    def all(self, score: ScoreResult) -> list[str]:
        title = pad(say("item", self.lang), self.labels) + say("points", self.lang)
        numbers = self.labels + max(self.points + 3 + self.maxima, width(say("points", self.lang)))
        lines = [pad(title, numbers + 3) + say("outcome", self.lang)]
        named = frozenset(report.shared_ids(score))
        for part in score.parts:
            lines += ["", *self.part(part, 0, named=named)]
        return [*lines, "", say("legend", self.lang)]

    def part(
        self, part: PartResult, depth: int, quoted: frozenset[str] = frozenset(), named: frozenset[str] = frozenset()
    ) -> list[str]:
        """The row of a part, why, its sentences, and the parts below. What an outer part quoted or named is not said again."""
        indent = "  " * depth
        below = "  " * (depth + 2)
        lines = self.row(part, indent)
        ids = report.own_ids(part, named)
        why = report.why(part, self.lang)
        if why or ids:
            lines += wrap(self.noted(why, ids), COLUMNS, below)
        named |= frozenset(ids)
        mere = [p for p in part.parts if _line(p)]
        for n, p in enumerate(mere, 1):
            lines += self.line(p, n if len(mere) > 1 else 0, below, quoted | {c.quote for c in part.cites}, named)
        for quote in report.quotes(part.cites, self.result, self.lang, quoted):
            lines += wrap(quote, COLUMNS, below + say("cite", self.lang))
        quoted |= {c.quote for c in part.cites}
        for p in part.parts:
            if not _line(p):
                lines += self.part(p, depth + 1, quoted, named)
        return lines

    def row(self, part: PartResult, indent: str) -> list[str]:
        got, most = report.points(part, self.lang)
        numbers = pad(got, self.points, right=True) + (
            f" / {pad(most, self.maxima, right=True)}" if most else " " * (3 + self.maxima)
        )
        numbers = pad(numbers, max(0, width(say("points", self.lang))))
        tail, note = f"{numbers}   {outcome(part, self.lang)}", finding(part, self.lang)
        label = wrap(report.label(part, self.lang), self.labels - 1, indent, indent)
        if any(map(ambiguous, label[-1])):  # nobody can say where the figures would come to stand after it
            label.append("")
        row = pad(label[-1], self.labels) + tail
        if not note or width(row) + 3 + width(note) <= COLUMNS:
            return [*label[:-1], f"{row}   {note}"]
        return [*label[:-1], row, *wrap(note, COLUMNS, " " * (self.labels + width(numbers) + 3))]

    def line(self, part: PartResult, n: int, indent: str, quoted: frozenset[str], named: frozenset[str]) -> list[str]:
        """A line of a criterion: “(1) 2 / 2 √ why [a3]”, and its own sentences."""
        got, most = report.points(part, self.lang)
        lead = f"{indent}({n}) " if n else indent
        numbers = f"{got} / {most}" if most else got
        why = self.noted(sentence(part, self.lang), [i for i in report.own_ids(part) if i not in named])
        note = finding(part, self.lang)
        why += (f"（{note}）" if self.lang == "zh" else f" ({note})") if note else ""
        lines = wrap(f"{numbers} {mark(part)} {why}", COLUMNS, lead)
        for quote in report.quotes(part.cites, self.result, self.lang, quoted):
            lines += wrap(quote, COLUMNS, " " * width(lead) + say("cite", self.lang))
        return lines

    def noted(self, why: str, ids: list[str]) -> str:
        return f"{why} [{report.ids_text(ids, '、' if self.lang == 'zh' else ', ')}]".strip() if ids else why


# ---------------------------------------------------------------- after the items


def _judgements(result: Result, lang: Lang) -> list[list[str]]:
    return [wrap(text, COLUMNS, "  - ") for text in report.judgements(result, lang)]


def _assumptions(result: Result, lang: Lang) -> list[str]:
    colon = "：" if lang == "zh" else ": "
    entries = [
        wrap(f"{sort}{colon}{text}", COLUMNS, f"  [{ids}] ", " " * 6)
        if width(ids) <= _LABELS
        else [*wrap(f"{ids}]", COLUMNS, "  ["), *wrap(f"{sort}{colon}{text}", COLUMNS, " " * 6)]
        for ids, sort, text in report.grouped(result.assumptions, lang)
    ]
    note = report.local_note(result, lang)
    return listed(say("assumptions", lang), [*entries, ["", *wrap(note, COLUMNS)]] if note else entries)


def _signatures(result: Result, lang: Lang) -> list[str]:
    roles = [say(f"sign_{r}", lang) for r in ("assessor", "reviewer", "assessed")]
    lead, date = max(map(width, roles)) + 2, say("sign_date", lang)
    lines = section(say("sign", lang))
    lines += filter(None, [report.unfinished(result, lang)])
    for role in roles:
        lines += ["", f"{pad(role, lead)}{'_' * 30}    {date}  {'_' * 20}"]
    made = f"{say('pack', lang)} {result.policy}  {say('engine', lang)} {__version__}"
    return [*lines, "", made, f"{say('digest', lang)} {result.digest}"]
