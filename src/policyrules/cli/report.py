"""The report of `check`: problems, then what was proved, then the assumptions a pack makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from policyrules.cli.words import Lang, say
from policyrules.diagnostics.base import Problem
from policyrules.language import core
from policyrules.text import problems as text
from policyrules.text.report import ids_text
from policyrules.text.width import wrap
from policyrules.text.words import kind

if TYPE_CHECKING:
    from policyrules.analysis.model import Claim

COLUMNS = 100
MOST = 20
"""The most problems that are shown one by one."""


def report(
    problems: Sequence[Problem],
    assumptions: Sequence[core.Assumption] | None,
    proofs: Sequence[Claim],
    lang: Lang,
    colour: bool,
) -> str:
    """To read. ``assumptions`` is None where the pack has errors, and nobody knows what it assumes."""
    lines = told(problems, lang, colour)
    lines += _proofs(proofs, lang)
    if assumptions is not None:
        lines += ["", *_assumptions(assumptions, lang)]
    return "\n".join(lines) + "\n"


def told(problems: Sequence[Problem], lang: Lang, colour: bool) -> list[str]:
    """The problems, how many there are, and how many of them are not shown."""
    lines = [line for p in problems[:MOST] for line in (text.render(p, lang, colour), "")]
    if (more := len(problems) - MOST) > 0:
        lines.append(say("more_problems", lang, shown=MOST, more=more))
    return [*lines, text.summary(problems, lang)]


def to_dict(
    problems: Iterable[Problem], assumptions: Iterable[core.Assumption], proofs: Iterable[Claim], lang: Lang
) -> dict[str, Any]:
    """For a program: ``policyrules/schemas/problems-1.json``. Assumptions are the pack's own, not those of packs above."""
    own = (a for a in assumptions if not a.span.source.pack)
    rows = [{"id": a.id, "kind": a.kind, "text": a.text, "file": _file(a), "line": _line(a)} for a in own]
    shown = [p.to_dict(lang) for p in proofs]
    return {"problems": [p.to_dict(lang) for p in problems], "assumptions": rows, "proofs": shown}


def _proofs(proofs: Sequence[Claim], lang: Lang) -> list[str]:
    """What was shown; what was refuted stands among the problems."""
    rest = [p for p in proofs if p.problem is None]
    if not rest:
        return []
    lines = ["", say("proofs", lang)]
    for claim in rest:
        lines += wrap(f"{say(f'claim_{claim.state}', lang)}{claim.text(lang)}", COLUMNS, "  - ")
    return lines


def _file(assumption: core.Assumption) -> str:
    return assumption.span.source.path


def _line(assumption: core.Assumption) -> int:
    return assumption.span.source.position(assumption.span.start)[0]


def _assumptions(assumptions: Sequence[core.Assumption], lang: Lang) -> list[str]:
    """Counted by kind, then each text once with the numbers and the lines it stands at; of packs above only how many."""
    above = Counter(a.span.source.pack for a in assumptions if a.span.source.pack)
    rest = [say("assumptions_above", lang, pack=pack, n=n) for pack, n in above.items()]
    assumptions = [a for a in assumptions if not a.span.source.pack]
    if not assumptions:
        return [say("no_assumptions", lang), *rest]
    comma = "、" if lang == "zh" else ", "
    counts = Counter(a.kind for a in assumptions)
    said = comma.join(say("count", lang, kind=kind(k, lang), n=n) for k, n in counts.most_common())
    lines = [say("assumptions", lang, n=len(assumptions), counts=said)]
    for sort in counts:
        lines += ["", kind(sort, lang)]
        texts: dict[str, list[core.Assumption]] = {}
        for a in assumptions:
            if a.kind == sort:
                texts.setdefault(a.text, []).append(a)
        for words, group in texts.items():
            where = comma.join(f"{file}:{runs}" for file, runs in _places(group, comma))
            ids = ids_text([a.id for a in group], comma)
            lines += wrap(words, COLUMNS, "  - ")
            lines += wrap(f"[{ids}] {where}", COLUMNS, "    ")
    return [*lines, "", *rest] if rest else lines


def _places(group: Iterable[core.Assumption], comma: str) -> Iterable[tuple[str, str]]:
    """The files of a group, each with its lines, runs of them drawn together."""
    places = sorted({(_file(a), _line(a)) for a in group})
    for file, rows in groupby(places, key=lambda place: place[0]):
        yield file, ids_text([str(line) for _, line in rows], comma)
