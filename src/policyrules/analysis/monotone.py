"""Whether raising a fact can ever lower a score: proofs by signs, and facts that show it where it both raises and lowers."""

from __future__ import annotations

from collections.abc import Iterator

from policyrules.analysis.decide import Decider, decider
from policyrules.analysis.matters import Ends
from policyrules.analysis.model import Claim
from policyrules.analysis.perverse import Shown, search
from policyrules.analysis.signs import BOTH, DOWN, NONE, Signs, stepped, turned
from policyrules.analysis.steps import by_cells
from policyrules.diagnostics import incentives as d
from policyrules.language import core
from policyrules.language.lowered import Lowered, LoweredCard, LoweredSubject

ORDERED = core.Quantity | core.Day | core.Levels | core.Bool | core.Records
MOST_SEARCHED = 30
"""The most facts of one scorecard for which facts are looked for."""
MOST_NAMED = 6


def monotone(lowered: Lowered) -> Iterator[Claim]:
    """A problem for each fact that raises a total and lowers it; of all others one or two claims a scorecard."""
    for entry in lowered.subjects.values():
        for card in entry.cards:
            yield from _card(entry, decider(entry), card)


def _card(entry: LoweredSubject, by: Decider, card: LoweredCard) -> Iterator[Claim]:
    found = {fact: sign(by, card, fact) for fact in _read(card)}
    left = [fact for fact, s in found.items() if s == BOTH]
    for fact in left[:MOST_SEARCHED]:
        shown = search(entry, by, card, fact)
        if shown is not None and not isinstance(fact.type, core.Day):
            left.remove(fact)
            del found[fact]
            yield _told(entry, card, fact, shown)
    yield from _claims(card.card, found, left)


def _read(card: LoweredCard) -> list[core.Field]:
    """The ordered facts of the subject that parts, and vetoes by which the total counts as something, read."""
    counted = [r for v, r in zip(card.card.vetoes, card.vetoes, strict=True) if v.total is not None]
    read = dict.fromkeys(f for r in (*card.reads.values(), *counted) for f in r.facts)
    return [f for f in read if not f.lists and isinstance(f.type, ORDERED)]


def sign(by: Decider, card: LoweredCard, fact: core.Field) -> int:
    """In which direction the total may go where a fact is raised."""
    signs, ends, found = Signs(by, fact), Ends(by), NONE
    for part, reads in card.reads.items():
        if fact not in reads.facts:
            continue
        own = NONE if isinstance(part.body, tuple) else signs.of(part.body)
        if part.guard is not None and (turn := signs.of(part.guard)):
            own |= stepped(turn, ends.unguarded(part), (0, 0))
        if own == BOTH and not isinstance(part.body, tuple):
            own = by_cells(by, part, fact)
        found |= own
    for veto, reads in zip(card.card.vetoes, card.vetoes, strict=True):
        if veto.total is not None and fact in reads.facts:
            low, high = ends.of(card.card.root)
            found |= turned(stepped(signs.of(veto.condition), (low, high), (veto.total, veto.total)))
    return found


def _told(entry: LoweredSubject, card: LoweredCard, fact: core.Field, shown: Shown) -> Claim:
    rise, fall = shown.rise, shown.fall
    problem = d.PerverseIncentive(
        span=fact.span,
        fact=fact.called,
        card=card.card.label,
        rise=rise.figures,
        fall=fall.figures,
        witness=fall.after,
    )
    witnesses = (rise.before, rise.after, fall.before, fall.after)
    return Claim("monotone", card.card.id, "refuted", problem.message("zh"), problem.message("en"), witnesses, problem)


def _claims(card: core.Scorecard, found: dict[core.Field, int], left: list[core.Field]) -> Iterator[Claim]:
    kept = [f for f in found if f not in left]
    if not kept and not left:
        return
    falling = [f for f in kept if found[f] == DOWN]
    zh = f"“{card.label}”的总分随 {len(kept)} 项事实各自只朝一个方向变"
    en = f"the total of `{card.label}` goes in one direction only with each of {len(kept)} facts"
    if falling:
        zh += f"，其中 {len(falling)} 项越大分越低：{_names(falling, '、')}"
        en += f"; {len(falling)} of them lower it where they are raised: {_names(falling, ', ')}"
    if kept:
        yield Claim("monotone", card.id, "proved", zh, en)
    if left:
        zh = f"“{card.label}”的总分随这些事实是否只朝一个方向变：{_names(left, '、')}"
        en = f"whether the total of `{card.label}` goes in one direction only with {_names(left, ', ')}"
        yield Claim("monotone", card.id, "open", zh, en)


def _names(facts: list[core.Field], comma: str) -> str:
    more = len(facts) - MOST_NAMED
    return comma.join(f.called for f in facts[:MOST_NAMED]) + (f"{comma}… (+{more})" if more > 0 else "")
