"""Words of a line that are not figures: periods, quantifiers, connectives, negations and texts, against those of its quotes."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import Factory, define

from policyrules.diagnostics import audit as d
from policyrules.diagnostics.base import Label, Problem
from policyrules.provenance.audit.claims import COVER, Amount, Claim, Line
from policyrules.provenance.audit.evidence import Evidence, Found, Quoted
from policyrules.provenance.marks import Comparison, Connective, Duty, Every, Figure, Negation, Quantifier
from policyrules.provenance.normal import essence

PERIODS = {"every year": "年", "every quarter": "季度", "every month": "月"}
_SUMMARIES = {"average": "均", "summed": "合共总累全和", "largest": "最高多大长", "smallest": "最低少小短各每均都"}
_ROUNDINGS = {"half up": ("四舍五入",), "down": ("舍去", "去尾", "不计"), "up": ("进一", "进位"), "half even": ("四舍六入",)}
_NEGATIVE = frozenset("不未无非禁")


@define(eq=False)
class WordBinder:
    """Binds the words of lines. ``taken`` are the marks of periods that some rule says."""

    evidence: Evidence
    taken: set[tuple[str, int]] = Factory(set)

    def line(self, line: Line) -> Iterator[Problem]:
        at, near = self.evidence.nearest(line.scope)
        every = [q for x in line.scope.chain() for q in self.evidence.of(x)]
        claims = [c for c in line.claims if not isinstance(c, Amount)]
        words = _Words(line, claims, near, every)
        yield from self.periods(words)
        for claim in claims:
            if claim.role == "every":
                continue
            if other := _against(claim, words):
                if not line.scope.covers(claim.role, line.scope if claim.role in ("and", "or") else at):
                    yield _differs(claim, other)
            elif not _said(claim, words) and not line.scope.covers_here(claim.role):
                yield _without(claim, bool(every))
        yield from self.prohibited(words)

    def periods(self, words: _Words) -> Iterator[Problem]:
        """每年, 每季度, 每月: both ways. What the nearest quotes say of how often, those further out (年度测评) do not undo."""
        beside = [(f, m) for q in words.near for f, m in q.of(Every) if m.unit in PERIODS.values()]
        near = [f for f, _ in beside]
        said = beside or [(f, m) for q in words.every for f, m in q.of(Every) if m.unit in PERIODS.values()]
        claims = [c for c in words.claims if c.role == "every"]
        left = []
        for claim in claims:
            same = [f for f, m in said if m.unit == PERIODS[claim.word] and m.count == 1]
            self.taken |= {f.key for f in same}
            if not same:
                left.append(claim)
        for claim in left:
            year = claim.word == "every year" and any(x.year for x in words.line.scope.chain())
            if near and not any(k in words.line.scope.kinds for k in COVER["every"]):
                yield _differs(claim, near[0])
            elif not near and not year and not words.line.scope.covers("every"):
                yield _without(claim, bool(words.every))

    def prohibited(self, words: _Words) -> Iterator[Problem]:
        """不得 of the quotes of a line that its rule turns into the opposite."""
        line = words.line
        if line.form not in ("duty", "award") or line.adverse or any(c.role == "not" for c in words.claims):
            return
        amounts = [c for c in line.claims if isinstance(c, Amount)]
        if any(c.op in ("lt", "le") for c in amounts) or any(_NEGATIVE & set(n.text) for n in line.names):
            return
        for quote in words.near:
            compared = {m.start for _, m in quote.of(Comparison)}  # 不得少于 is at least, and denies nothing
            for found, mark in quote.of(Duty):
                if not mark.twin and mark.start not in compared and not line.scope.covers("not", line.scope):
                    label = Label(span=found.span, zh="原文写在这里", en="the text says it here")
                    yield d.NegationLost(span=line.span, said=found.shown, labels=(label,))
                    return


@define(eq=False)
class _Words:
    """A line with its words, the quotes nearest to it and all that are in force."""

    line: Line
    claims: list[Claim]
    near: tuple[Quoted, ...]
    every: list[Quoted]

    def has(self, role: str) -> bool:
        return any(c.role == role for c in self.claims)


def _against(claim: Claim, words: _Words) -> Found | None:
    """A mark of the nearest quotes that says the contrary."""
    for quote in words.near:
        match claim.role:
            case "and" if not words.has("or"):
                if found := next((f for f, m in quote.of(Connective) if m.sense == "or" and f.shown == "或者"), None):
                    return found
            case "or" if not words.has("and"):
                if found := next((f for f, m in quote.of(Connective) if f.shown in ("且", "并且", "而且", "同时")), None):
                    return found
            case "some" if not words.has("each") and not words.has("share"):
                if found := next((f for f, m in quote.of(Quantifier) if m.quantifier == "all"), None):
                    return found
            case "each":
                kinds = {m.quantifier: f for f, m in quote.of(Quantifier)}
                if "any" in kinds and "all" not in kinds:
                    return kinds["any"]
    return None


def _said(claim: Claim, words: _Words) -> bool:
    """Whether some quote in force says what a claim says."""
    return any(_says(claim, quote) for quote in words.every)


def _says(claim: Claim, quote: Quoted) -> bool:
    match claim.role:
        case "and" | "some":
            return True
        case "or":
            return any(m.sense == "or" for _, m in quote.of(Connective)) or any(
                m.quantifier == "any" for _, m in quote.of(Quantifier)
            )
        case "each":
            return any(m.quantifier == "all" for _, m in quote.of(Quantifier))
        case "share":
            return any(m.unit == "%" for _, m in quote.of(Figure)) or any(w in quote.text for w in ("率", "比例", "占", "比重"))
        case "summary":
            return any(w in quote.text for w in _SUMMARIES[claim.word])
        case "not" if claim.word == "ne":
            return any(_near(claim, f, quote) for f, _ in quote.of(Negation))
        case "not":
            opposed = any(m.op in ("lt", "le") for _, m in quote.of(Comparison))
            return opposed or bool(quote.of(Negation)) or any(not m.twin for _, m in quote.of(Duty))
        case "operator":
            return any(m.op == claim.word for _, m in quote.of(Comparison))
        case "rounding":
            return any(w in quote.text for w in _ROUNDINGS[claim.word])
        case "reading":
            return any(w in quote.text for w in ("本数", "本级", "含"))
        case "text":
            return essence(claim.word) in essence(quote.text)
    return True


def _near(claim: Claim, found: Found, quote: Quoted) -> bool:
    """Whether a negation stands close before what a rule denies."""
    at = found.mark.end + found.base
    after = found.source.text[at : at + 8]
    return bool(set(claim.span.text.split()[-1]) & set(after))


def _differs(claim: Claim, other: Found) -> Problem:
    label = Label(span=other.span, zh="原文写在这里", en="the text says it here")
    kind = COVER[claim.role][0]
    return d.WordDiffers(span=claim.span, found=_shown(claim), said=other.shown, kind=kind, labels=(label,))


def _without(claim: Claim, quoted: bool) -> Problem:
    return d.WordWithoutOrigin(span=claim.span, found=_shown(claim), kind=COVER[claim.role][0], quoted=quoted)


def _shown(claim: Claim) -> str:
    text = "".join(claim.span.text.split())
    return text if len(text) <= 20 else text[:19] + "…"
