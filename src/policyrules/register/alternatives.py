"""The other readings of an assumption, a row a kind: which change to the program each of them is.

A reading is one change to the checked program: a comparison made strict, a rounding another, 每个 taken as 至少一个. What an
assumption settles that is no such change (what is counted, who judges, another figure) has none here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from attrs import evolve

from policyrules.language import core
from policyrules.language.trees import Edit, Key, key, nodes
from policyrules.language.vocabulary import COMPARATORS, word
from policyrules.register import lists, prose
from policyrules.register.homes import Home
from policyrules.register.model import Alternative

_STRICT: dict[str, Any] = {"ge": "gt", "gt": "ge", "le": "lt", "lt": "le"}
_MODES: tuple[Any, ...] = ("half up", "down", "up", "half even", None)
_SPREAD = ("min", "max", "mean")
"""What is 无 of no records."""
_POSTFIX = frozenset(w.en for w in COMPARATORS if w.postfix and not w.zh.startswith("及"))


def alternatives(program: core.Program, assumption: core.Assumption, home: Home) -> tuple[Alternative, ...]:
    """The other readings of an assumption."""
    return tuple(_KINDS[assumption.kind](program, assumption, home))


def scope(home: Home) -> tuple[Any, ...]:
    """The expressions that an assumption on a line speaks of; on a block, what stands on the block itself."""
    match home.holder:
        case core.Part(body=body, guard=guard):
            return tuple(x for x in (guard, None if isinstance(body, tuple) else body) if x is not None)
        case core.Duty() | core.Band() | core.Effect() | core.Value() | core.Due() | core.Total() | core.Ranking():
            return (home.holder,)
        case core.Target(guard=guard, measure=measure):
            return tuple(x for x in (guard, measure) if x is not None)
    return ()


def below(home: Home) -> tuple[Any, ...]:
    """Everything that stands on a line or in a block."""
    return () if isinstance(home.holder, core.Document | core.Subject | core.Field) else (home.holder,)


def swap(keys: Iterable[Key], make: Callable[[Any], Any]) -> Edit:
    """The change of every node with one of these keys."""
    wanted = frozenset(keys)
    return lambda node: make(node) if hasattr(node, "span") and key(node) in wanted else node


# ---------------------------------------------------------------- rounding


def _rounding(program: core.Program, assumption: core.Assumption, home: Home) -> Iterator[Alternative]:
    """Each of the other modes, and none."""
    found = [x for x in nodes(below(home)) if isinstance(x, core.Round | core.Bands)]
    if isinstance(home.holder, core.Part) and home.holder.kind == "scorecard" and home.rule:
        found = [x for x in nodes(home.rule) if isinstance(x, core.Bands)]
    now = {_mode(x) for x in found} - {None}
    keys = [key(x) for x in found if _mode(x)]
    for mode in _MODES if now else ():
        if mode not in now:
            yield Alternative(f"rounding:{mode or 'none'}", *prose.mode(mode), swap(keys, _rounded(mode)))


def _mode(node: core.Round | core.Bands) -> str | None:
    if isinstance(node, core.Round):
        return node.mode
    return node.rounding[1] if node.rounding else None


def _rounded(mode: Any) -> Callable[[Any], Any]:
    def make(node: Any) -> Any:
        if isinstance(node, core.Round):
            return evolve(node, mode=mode) if mode else node.operand
        return evolve(node, rounding=(node.rounding[0], mode) if mode else None)

    return make


# ---------------------------------------------------------------- wording


def _reading(program: core.Program, assumption: core.Assumption, home: Home) -> Iterator[Alternative]:
    """Each word with the number left out (or counted in), wherever the pack uses it."""
    pack = assumption.span.source.pack
    rules = [x for x in (*program.rules, *program.values) if touched(x, assumption)]
    used = [x for x in nodes(tuple(rules)) if isinstance(x, core.Cmp) and x.word in _POSTFIX and x.span.source.pack == pack]
    for spelt in dict.fromkeys(x.word for x in used):
        same = [x for x in used if x.word == spelt]
        text = prose.inclusive(word(spelt), same[0].op in ("gt", "lt"))
        yield Alternative(f"reading:{spelt}", *text, swap(map(key, same), _flipped))


def touched(node: Any, assumption: core.Assumption) -> bool:
    """Whether an assumption is among those of a rule or value, or of anything in it."""
    return any(assumption in getattr(x, "assumptions", ()) for x in nodes(node))


def _flipped(node: core.Cmp) -> core.Cmp:
    return evolve(node, op=_STRICT[node.op])


# ---------------------------------------------------------------- thresholds


def _threshold(program: core.Program, assumption: core.Assumption, home: Home) -> Iterator[Alternative]:
    """Each limit with its figure left out (or counted in); a range without its upper end. A number of things is a figure that the
    text does not give, and another figure is no reading of it."""
    trees = below(home)
    if isinstance(home.holder, core.Value):
        name = home.holder.id
        reading = (x for x in nodes((*program.rules, *program.values)) if isinstance(x, core.Cmp | core.Logic))
        trees = tuple(x for x in reading if any(isinstance(y, core.Ref) and y.key == name for y in nodes(x)))
    ends = {k: x for k, x in _upper_ends(trees).items() if not isinstance(home.holder, core.Value) or _names(x[1], home.holder.id)}
    for k, (whole, upper) in ends.items():
        yield Alternative("no_upper_end", *prose.no_upper_end(whole), swap((k,), _without(upper)))
    seen = set[Key]()
    for x in nodes(trees):
        if isinstance(x, core.Cmp) and x.op in _STRICT and x.word and key(x) not in seen and not discrete(x):
            seen.add(key(x))
            if isinstance(x.left, core.Elapsed):
                continue
            yield Alternative("strict" if x.op in ("ge", "le") else "loose", *prose.strict(x), swap((key(x),), _flipped))


def _names(node: Any, name: str) -> bool:
    return any(isinstance(x, core.Ref) and x.key == name for x in nodes(node))


def _upper_ends(trees: Iterable[Any]) -> dict[Key, tuple[core.Logic, core.Cmp]]:
    """Ranges, with the comparison that is their upper end."""
    found = {}
    for x in nodes(tuple(trees)):
        match x:
            case core.Logic("and", (core.Cmp("ge"), core.Cmp("le") as upper)) if is_range(x):
                found[key(x)] = (x, upper)
    return found


def is_range(node: core.Logic) -> bool:
    """Whether it is 在 … 之间: both ends of one quantity."""
    match node:
        case core.Logic("and", (core.Cmp("ge") as low, core.Cmp("le") as high)):
            return low.left.span.start == high.left.span.start and low.left == high.left
    return False


def _without(upper: core.Cmp) -> Callable[[core.Logic], core.Expr]:
    def make(node: core.Logic) -> core.Expr:
        return node.items[0]

    return make


def discrete(node: core.Cmp) -> bool:
    """Whether a comparison is of whole numbers, where more than n is n + 1 or more: another figure."""
    return isinstance(node.right, core.Lit | core.Ref) and _whole(node.left)


def _whole(node: core.Expr) -> bool:
    match node:
        case core.Fact(field):
            return not isinstance(field.type, core.Quantity) or field.type.whole or isinstance(field.type, core.Levels)
        case core.Agg(op, body=body):
            return op == "count" or (op in ("sum", "min", "max") and body is not None and _whole(body))
        case core.Ref(kind):
            return kind == "on"
        case core.Arith(op, left, right) if op != "/":
            return _whole(left) and _whole(right)
        case core.Choose(cases, otherwise):
            return all(_whole(then) for _, then in cases) and _whole(otherwise)
        case core.Lit(value):
            return isinstance(value, int)
    return isinstance(node, core.Elapsed | core.Shift)


# ---------------------------------------------------------------- periods


def _period(program: core.Program, assumption: core.Assumption, home: Home) -> Iterator[Alternative]:
    """The year before for the year; the first day counted, or the last one not; in force from the date of the document."""
    trees = below(home)
    document = program.document
    if home.holder is document and document.start and document.dated and document.start != document.dated and program.rules:
        dated = document.dated
        yield Alternative("in_force", *prose.force(dated.isoformat()), lambda x: evolve(x, start=dated) if x is document else x)
    spans = [x for x in nodes(trees) if isinstance(x, core.Stretch) and x.of]
    on_block = isinstance(home.holder, core.Requirement | core.Target) or (
        isinstance(home.holder, core.Part) and home.holder.kind == "scorecard"
    )
    if spans and on_block:
        before = spans[0].year < 0
        yield Alternative("assessment_year", *prose.year(before), swap(map(key, spans), _other_year))
    yield from day_count(scope(home))


def _other_year(node: core.Stretch) -> core.Stretch:
    return evolve(node, year=0 if node.year < 0 else -1)


def day_count(trees: Iterable[Any]) -> Iterator[Alternative]:
    """A period that is complete a day earlier, the first day counted, or a day later, the last one not; a window (近 3年) with the
    day counted in that lies so far back."""
    tests = {key(x): x for x in nodes(tuple(trees)) if isinstance(x, core.Cmp) and isinstance(x.left, core.Elapsed)}
    for x in tests.values():
        for days in (1, -1):
            yield Alternative(f"days:{'first' if days > 0 else 'last'}", *prose.days(x, days), swap((key(x.left),), _moved(days)))
    windows = {key(x): x for x in nodes(tuple(trees)) if isinstance(x, core.Agg) and x.within and not x.within.of}
    for k, agg in windows.items():
        yield Alternative("days:window", *prose.window(agg), swap((k,), lists.longer))


def _moved(days: int) -> Callable[[core.Elapsed], core.Elapsed]:
    return lambda node: evolve(node, end=core.Shift(node.end, days, "days", span=node.span))


# ---------------------------------------------------------------- proration


def _prorated(program: core.Program, assumption: core.Assumption, home: Home) -> Iterator[Alternative]:
    """Nothing unless all is reached; whole points only."""
    found = {key(x): x for x in nodes(below(home)) if isinstance(x, core.Arith) and core.as_prorated(x) is not None}
    rows: tuple[tuple[str, Callable[[core.Arith], core.Expr]], ...] = (
        ("none", lambda x: evolve(x, left=core.Round(x.left, 1, "down", span=x.span))),
        ("down", lambda x: core.Round(x, 1, "down", span=x.span)),
        ("half up", lambda x: core.Round(x, 1, "half up", span=x.span)),
    )
    for name, make in rows if found else ():
        yield Alternative(f"prorated:{name}", *prose.prorated(name), swap(found, make))


# ---------------------------------------------------------------- basis


def _basis(program: core.Program, assumption: core.Assumption, home: Home) -> Iterator[Alternative]:
    """没有时 otherwise; 至少一个 for 每个; 或者 for 且; and how days are counted."""
    trees = scope(home)
    yield from lists.none_otherwise(home)
    seen = set[Key]()
    for x in nodes(trees):
        if key(x) in seen:
            continue
        seen.add(key(x))
        if isinstance(x, core.Agg) and x.op == "all":
            yield Alternative("some", *prose.some(x), swap((key(x),), lists.some))
        elif isinstance(x, core.Logic) and joined(x, home) and not _shields(x, home):
            yield Alternative("or" if x.op == "and" else "and", *prose.joined(x), swap((key(x),), _joined_otherwise))
    yield from day_count(trees)


def joined(node: core.Logic, home: Home) -> bool:
    """Whether 且 or 者或 was written: not 在 … 之间, 属于, 每季度, nor preconditions taken together."""
    spans = {(x.span.start, x.span.end) for x in node.items}
    made = any(isinstance(x, core.Cmp) and x.word == "" for x in node.items)
    lefts = [x.left for x in node.items if isinstance(x, core.Cmp)]
    one_left = len(lefts) == len(node.items) and all(x == lefts[0] for x in lefts)
    whole = node.span.start == home.holder.span.start if not isinstance(home.holder, core.Document) else False
    return node.op != "not" and len(spans) == len(node.items) and not (one_left or made or whole)


def _shields(node: core.Logic, home: Home) -> bool:
    """Whether the condition may be what keeps 无 out of an amount, so that there would be none without it."""
    sums = [y for x in nodes(home.holder) if isinstance(x, core.Arith) for y in nodes(x)]
    asked = {x.field for x in nodes(node) if isinstance(x, core.Fact) and x.field.optional}
    return any((isinstance(x, core.Fact) and x.field in asked) or (isinstance(x, core.Agg) and x.op in _SPREAD) for x in sums)


def _joined_otherwise(node: core.Logic) -> core.Logic:
    return evolve(node, op="or" if node.op == "and" else "and")


def _none(program: core.Program, assumption: core.Assumption, home: Home) -> Iterator[Alternative]:
    """Points have no other reading: what rests on them is told instead."""
    return iter(())


_KINDS: dict[core.AssumptionKind, Callable[[core.Program, core.Assumption, Home], Iterator[Alternative]]] = {
    "rounding": _rounding,
    "reading": _reading,
    "threshold": _threshold,
    "period": _period,
    "prorated": _prorated,
    "basis": _basis,
    "points": _none,
}
