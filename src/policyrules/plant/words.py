"""Words mistaken for others: comparisons, connectives, quantifiers, modes of rounding, words of obligation."""

from __future__ import annotations

from collections.abc import Iterator

from policyrules.language import surface as s
from policyrules.language.vocabulary import COMPARATORS, MODALITIES, by_id, terminal
from policyrules.plant.model import Planted
from policyrules.plant.scope import Scope, between, find
from policyrules.source import Span


def _words(text: str) -> dict[str, str]:
    """Rows of two words: ``a ↔ b`` both ways, ``a → b`` one."""
    found: dict[str, str] = {}
    for row in text.split("·"):
        left, right = (word.strip() for word in row.split("↔" if "↔" in row else "→"))
        found |= {left: right, right: left} if "↔" in row else {left: right}
    return found


FLIPPED = _words(
    """no fewer than ↔ no more than · not below ↔ not above · not less than ↔ not greater than · reaches ↔ not exceeding
    · at least ↔ at most · not earlier than ↔ not later than · exceeds ↔ lacking · above ↔ below · more than ↔ fewer than
    · greater than ↔ less than · later than ↔ earlier than · equals ↔ differs from · is ↔ is not · and above ↔ and below
    · or more ↔ or less · short of → exceeds · not reaching → exceeds · within → or more · ≥ ↔ ≤ · > ↔ < · = ↔ ≠"""
)
"""For each comparison word, or sign, the one that looks the other way."""
STRICT = _words(
    """no fewer than ↔ more than · not below ↔ above · not less than ↔ greater than · reaches ↔ exceeds
    · not earlier than ↔ later than · not exceeding ↔ lacking · not above ↔ below · no more than ↔ fewer than
    · not greater than ↔ less than · not later than ↔ earlier than · at least → more than · at most → fewer than
    · short of → not exceeding · not reaching → not exceeding · and above → exceeds · or more → exceeds · and below → below
    · or less → below · within → below · ≥ ↔ > · ≤ ↔ <"""
)
"""For each the one that differs only in whether it takes the number in; a postfix word gives way to an infix one."""
LOOSE = _words("or more → reaches · or less → not exceeding · within → not exceeding")
"""The same for the postfix words that a document's 用语 takes as leaving the number out."""
POSTFIX = {c.en for c in COMPARATORS if c.postfix}
_SAME = {"=", "≠", *(c.en for c in COMPARATORS if c.op in ("eq", "ne"))}
_DOWNWARD = {"≤", "<", *(c.en for c in COMPARATORS if c.op in ("le", "lt"))}
_MODES = ("half up", "down", "up", "half even")
_PERIODS = ("every year", "every quarter", "every month")
_DUTY = {"breach": "must", "explain": "normally", "not_taken": "may"}
_UNMET = {m.en: m.unmet for m in MODALITIES}


def compare(node: s.Compare, scope: Scope) -> Iterator[Planted]:
    at = find(between(node.left.span, node.right.span), _spelt(node.word, scope))
    yield from _comparison(node.word, at, node.right.span, scope)


def post_compare(node: s.PostCompare, scope: Scope) -> Iterator[Planted]:
    at = find(_after(node.right.span, node.span), scope.about.spelt(node.word))
    yield from _comparison(node.word, at, node.right.span, scope)


def mark(node: s.Mark, scope: Scope) -> Iterator[Planted]:
    """A test in a row of a table, or of a target."""
    if not node.word:
        return
    gap = (
        _after(node.value.span, node.span)
        if node.word in POSTFIX
        else Span(node.span.source, node.span.start, node.value.span.start)
    )
    yield from _comparison(node.word, find(gap, _spelt(node.word, scope)), node.value.span, scope)


def bound(node: s.Bound, scope: Scope) -> Iterator[Planted]:
    gap = Span(node.span.source, node.span.start, node.value.span.start)
    yield from _comparison(node.word, find(gap, _spelt(node.word, scope)), node.value.span, scope)


def _comparison(word: str, at: Span | None, value: Span, scope: Scope) -> Iterator[Planted]:
    if at is None:
        return
    covers = {"threshold", "reading"} if word in LOOSE else {"threshold"}
    if flipped := FLIPPED.get(word):
        yield scope.plant("operator", at, _spelt(flipped, scope), {"threshold", "basis"} if word in _SAME else {"threshold"})
    other = LOOSE[word] if word in scope.about.exclusive else STRICT.get(word)
    if other and word in POSTFIX:
        yield scope.plant("strict", value.to(at), f"{_spelt(other, scope)} {value.text}", covers)
    elif other:
        yield scope.plant("strict", at, _spelt(other, scope), covers)


def reading(node: s.Reading, scope: Scope) -> Iterator[Planted]:
    """含本数 and 不含本数, word by word."""
    rest = node.span
    for postfix, inclusive in node.words:
        was, becomes = ("inclusive", "exclusive") if inclusive else ("exclusive", "inclusive")
        said = find(rest, scope.about.spelt(postfix))
        at = find(_after(said, node.span), scope.about.spelt(was)) if said else None
        if at is not None:
            yield scope.plant("strict", at, scope.about.spelt(becomes), {"reading"})
            rest = _after(at, node.span)


def junction(node: s.Junction, scope: Scope) -> Iterator[Planted]:
    other = "or" if node.word == "and" else "and"
    for left, right in zip(node.items, node.items[1:], strict=False):
        at = find(between(left.span, right.span), scope.about.spelt(node.word))
        if at is not None:
            yield scope.plant("connective", at, scope.about.spelt(other), {"basis"})


def negation(node: s.Not, scope: Scope) -> Iterator[Planted]:
    yield scope.plant("negation", Span(node.span.source, node.span.start, node.operand.span.start), "", {"basis"})


# ---------------------------------------------------------------- quantifiers


def each(node: s.Each, scope: Scope) -> Iterator[Planted]:
    """Every record becomes at least one; of a field that is compared, its largest, or smallest, which is as much as any."""
    if node.records is None:
        first = getattr(node.condition, "left", None)
        if first is not None:
            end = "smallest" if getattr(node.condition, "word", "") in _DOWNWARD else "largest"
            whole = Span(node.span.source, node.span.start, first.span.end)
            yield scope.plant("quantifier", whole, f"{first.span.text} {scope.about.spelt(end)}", {"basis"})
        return
    records = _listed(node.records)
    at = find(between(records, node.condition.span), scope.about.spelt("all satisfy"))
    if at is not None:
        least = f"{scope.about.spelt('at least')} 1 个"
        changed = f"{least} {records.text} {scope.about.spelt('satisfies')}"
        yield scope.plant("quantifier", Span(at.source, node.span.start, at.end), changed, {"basis"})


def some(node: s.Some, scope: Scope) -> Iterator[Planted]:
    """At least one record becomes every one."""
    records = _listed(node.records)
    at = find(between(records, node.condition.span), scope.about.spelt("satisfies"))
    if at is not None:
        every = f"{scope.about.spelt('each')} {records.text} {scope.about.spelt('all satisfy')}"
        yield scope.plant("quantifier", Span(at.source, node.span.start, at.end), every, {"basis", "threshold"})


def _listed(node: s.Records) -> Span:
    """Where records are written; their own span takes in the words about them."""
    first = node.window or node.steps[0]
    return first.span.to(node.steps[-1].span)


def every(node: s.Every, scope: Scope) -> Iterator[Planted]:
    at = find(node.span, scope.about.spelt(node.word))
    for word in _PERIODS:
        if at is not None and word != node.word:
            yield scope.plant("quantifier", at, scope.about.spelt(word), {"period"})


def summary(node: s.Summary, scope: Scope) -> Iterator[Planted]:
    """The largest of records for the smallest: as much as any for each."""
    other = {"largest": "smallest", "smallest": "largest"}.get(node.word)
    at = node.span.text.rfind(scope.about.spelt(node.word))
    if other and at >= 0:
        start = node.span.start + at
        yield scope.plant("quantifier", Span(node.span.source, start, node.span.end), scope.about.spelt(other), {"basis"})


def listed(node: s.Listed, scope: Scope) -> Iterator[Planted]:
    """下列 全部, 任一, 至少 n 项."""
    if isinstance(node.quantity, s.Number):
        start = node.quantity.span
        line = Span(start.source, start.source.text.rfind("\n", 0, start.start) + 1, node.items[0].span.start)
        least, items = find(line, scope.about.spelt("at least")), find(_after(start, line), scope.about.spelt("of them"))
        if least and items:
            yield scope.plant("quantifier", least.to(items), scope.about.spelt("all"), {"threshold", "basis"})
        return
    text, before = node.span.source.text, node.items[0].span.start
    head = text.rfind(scope.about.spelt("the following"), 0, before)
    at = find(Span(node.span.source, head, before), scope.about.spelt(node.quantity)) if head >= 0 else None
    if at is not None:
        other = "any" if node.quantity == "all" else "all"
        yield scope.plant("quantifier", at, scope.about.spelt(other), {"basis"})


# ---------------------------------------------------------------- rounding and obligation


def rounding(node: s.Rounding, scope: Scope) -> Iterator[Planted]:
    at = find(node.span, scope.about.spelt(node.mode))
    for mode in _MODES if at is not None else ():
        if mode != node.mode and at is not None:
            yield scope.plant("rounding", at, scope.about.spelt(mode), {"rounding"})


def strictness(node: s.Strictness, scope: Scope) -> Iterator[Planted]:
    """A word with another consequence, and none."""
    at = find(_after_word(node, scope), scope.about.spelt(node.word))
    for unmet, word in _DUTY.items():
        if at is not None and unmet != _UNMET[node.word]:
            yield scope.plant("modality", at, scope.about.spelt(word), {"basis"})
    yield scope.plant("modality", node.span, "", {"basis"})


def _after_word(node: s.Strictness, scope: Scope) -> Span:
    return Span(node.span.source, node.span.start + len(scope.about.spelt("strictness")), node.span.end)


def owed(node: s.Award | s.Duty, scope: Scope, end: int) -> Iterator[Planted]:
    """A 程度 where none is said; ``end`` is where the expressions of the line end."""
    said = "".join(scope.quotes)
    word = next((w for w in ("must", "normally", "encouraged") if scope.about.spelt(w) not in said), "must")
    source = node.span.source
    line = source.text.find("\n", end)
    line = len(source.text) if line < 0 else line
    at = min([n.span.start for n in node.notes if end <= n.span.start < line], default=line)
    rest = source.text[end:at]
    at = end + len(rest.split("#")[0].rstrip())
    spelt = f" {scope.about.spelt('strictness')} {scope.about.spelt(word)}"
    yield scope.plant("modality", Span(source, at, at), spelt, {"basis"})


def _spelt(word: str, scope: Scope) -> str:
    return word if terminal(word) not in by_id() else scope.about.spelt(word)


def _after(span: Span, whole: Span) -> Span:
    return Span(span.source, span.end, max(span.end, whole.end))
