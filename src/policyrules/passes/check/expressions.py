"""Expressions: from what was written to the core, with kinds and units checked."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Set
from fractions import Fraction
from typing import Any, Literal

from attrs import define, evolve, field

from policyrules.diagnostics import awards, lint, totals
from policyrules.diagnostics import check as c
from policyrules.diagnostics import lists as d
from policyrules.diagnostics import notes as m
from policyrules.diagnostics import units as u
from policyrules.diagnostics.base import Label, Problem, suggest
from policyrules.language import core, interval
from policyrules.language import surface as s
from policyrules.language.builtins import BY_NAME
from policyrules.language.meaning import Env, evaluate, unknown
from policyrules.language.resolved import Scope, as_records, paths
from policyrules.language.units import UNITS, unit
from policyrules.language.values import DIGITS, NOTHING, Interval, Number, decimal_text, exact, known, read_decimal
from policyrules.language.vocabulary import SYMBOLS, Comparator, word
from policyrules.passes.check import lists
from policyrules.passes.check.inferred import fields, present
from policyrules.passes.check.periods import elapsed, shifted
from policyrules.passes.check.size import Size, size
from policyrules.passes.check.types import POINT, Typed, as_points, dimension, kind_name, product, unify, unit_name
from policyrules.source import Span

_CHOICES = (core.Levels, core.Options)
MOST_MENDS = 50
"""The most unknown units for which a known one is looked for, because that takes a while among thousands."""
MOST_DIGITS = 4_000
"""The most digits a value may be worked out with."""


@define
class Expressions:
    """Checks the expressions of one place. Every method gives None after it has told a problem, so that nothing is told twice."""

    fields: Mapping[str, core.Field]
    scope: Scope
    made: Mapping[int, core.Value]
    """Values worked out so far, by the identity of the node that declares them."""
    units: Set[str]
    reading: Mapping[str, Mapping[str, bool]]
    problems: list[Problem]
    bounds: dict[str, Any]
    """Static bounds of values worked out so far, by id, and of 总分 ("total") and 测评日 ("on")."""
    total: bool = False
    present: frozenset[str] = frozenset()
    """Aliases of facts proved not to be 无 here."""
    sizes: dict[str, Size] = field(factory=dict)
    """How many digits values worked out so far may have, by id."""
    year: int | None = None
    """The year of the assessment period: that of the date of evaluation (0) or the one before it (-1)."""
    empty: s.NoneWord | None = None
    """What 没有时 says of lists without records here."""
    guards: list[core.Expr] = field(factory=list)
    """Filled with what has to hold lest the place be 不适用, where 没有时 says so."""
    nested: bool = False
    """Whether this is about one record of a list."""
    local: Mapping[str, Typed] = field(factory=dict)
    """What the 设 of 逐条 stand for, for one record."""

    def tell(self, problem: Problem) -> None:
        self.problems.append(problem)

    def _declared(self, problem: Problem, *sides: Typed) -> Problem:
        """A problem of units, with the place where each side that is a value without a unit is declared."""
        bare = {side.expr.key for side in sides if isinstance(side.expr, core.Ref) and not side.quantity.unit}
        labels = tuple(
            Label(span=v.span, zh=f"“{v.name}”在这里声明，数字后面没有写单位", en=f"`{v.name}` is declared here, without a unit")
            for v in self.made.values()
            if v.id in bare
        )
        return type(problem)(**(vars(problem) | {"labels": (*problem.labels, *labels)}))

    # ------------------------------------------------------------ entry points

    def condition(self, node: s.Expr) -> core.Expr | None:
        """A condition: true, false or unknown."""
        done = self.expr(node)
        if done is None:
            return None
        if not isinstance(done.type, core.Bool):
            self._wrong(done, "一个条件（是或否）", "a condition (yes or no)")
            return None
        return self._needed(done)

    def points(self, node: s.Expr) -> core.Expr | None:
        """An amount of points."""
        done = self.quantity(node)
        if done is None:
            return None
        points = as_points(done)
        if isinstance(points, Problem):
            self.tell(self._declared(points, done))
            return None
        return points.expr

    def ratio(self, node: s.Expr) -> core.Expr | None:
        """A plain number, such as the quotient of two quantities of one kind."""
        done = self.quantity(node)
        if done is None:
            return None
        if dimension(done.quantity):
            self.tell(u.UnitMismatch(span=node.span, left="%", right=unit_name(done.quantity)))
            return None
        return done.expr

    def constant(self, node: s.Expr, like: core.Quantity | None = None) -> tuple[Number, core.Quantity] | None:
        """A number that does not depend on any fact, in the unit of ``like`` where that is given."""
        done = self.quantity(node)
        if done is None:
            return None
        if like is not None:
            pair = unify(Typed(core.Lit(1, like.unit, span=node.span), like), done, node.span)
            if isinstance(pair, u.MissingUnit):
                pair = (done, evolve(done, type=like))  # a bare bound or step is in the unit of what it bounds
            if isinstance(pair, Problem):
                self.tell(pair)
                return None
            done = pair[1]
        value = self.static(done.expr)
        if not known(value):
            self.tell(c.NotConstant(span=node.span, found=node.span.text))
            return None
        if like is not None and self._percent(like, done):
            return None
        return value, done.quantity

    def quantity(self, node: s.Expr) -> Typed | None:
        """A number with or without a unit, not 无."""
        done = self.expr(node)
        return None if done is None else self._number_of(done)

    def _number_of(self, done: Typed) -> Typed | None:
        if not isinstance(done.type, core.Quantity):
            self._wrong(done, "一个数量", "a quantity")
            return None
        expr = self._needed(done)
        return None if expr is None else evolve(done, expr=expr, optional=False)

    def static(self, expr: core.Expr, total: Number | None = None) -> Any:
        """What is known of an expression when no fact is, and perhaps the ``total``: its bounds."""
        facts = {f.alias: unknown(f) for f in core.reads(expr) if isinstance(f, core.Field)}
        return evaluate(expr, Env(facts, self.bounds if total is None else ChainMap({"total": total}, self.bounds)))

    def expr(self, node: s.Expr, want: core.Type | None = None) -> Typed | None:
        """Any expression; ``want`` is the type of the other side, by which the name of a level or option is read."""
        if isinstance(node, Typed):  # an operand that has been checked already
            return node
        if type(node) in lists.RULES:
            return lists.RULES[type(node)](self, node, want)
        rule: Callable[[Any, core.Type | None], Typed | None] = getattr(self, f"_{type(node).__name__.lower()}")
        return rule(node, want)

    def value(self, name: str) -> core.Value | None:
        """The value a name stands for here, unless it has a problem."""
        return self.made.get(id(self.scope.values.get(name)))

    def named(self, node: s.Node | None) -> Iterator[core.Expr]:
        """Every fact and value that is named in an amount."""
        for path in paths(node):
            if isinstance(path, s.Path) and (name := path.steps[0].text) in self.fields:
                yield core.Fact(self.fields[name], span=path.span)
            elif isinstance(path, s.Path) and (value := self.value(name)):
                yield core.Ref("value", value.id, value.unit, span=path.span)

    def within(self, condition: core.Expr | None, holds: bool = True) -> Expressions:
        """The checker for a place where a condition is known to hold, or not to."""
        found = present(condition, holds) if condition is not None else frozenset()
        return evolve(self, present=self.present | found)

    def inside(self, listed: core.Field) -> Expressions:
        """The checker for what is said of one record of a list."""
        assert isinstance(listed.type, core.Records)
        below = {f.name: f for f in listed.type.fields}
        scope = self.scope.inside(self.scope.fields.get(listed.name))
        # What was proved of one record of this list says nothing of the others.
        present = self.present - {f.alias for f in listed.type.fields}
        return evolve(self, fields={**self.fields, **below}, scope=scope, present=present, nested=True)

    def about(self, each: lists.Listed) -> Expressions:
        """The checker for what is said of one record of a list, of those that a condition keeps."""
        return evolve(each.place, empty=self.empty, guards=self.guards)

    def asks(self, span: Span) -> bool:
        """Whether it is said what a condition means when there are no records; a problem where it is not."""
        if self.empty is None:
            self.tell(d.NoneUnsaid(span=span, found=span.text))
        return self.empty is not None

    def excuse(self, some: core.Expr) -> bool:
        """Whether the place is 不适用 when there are no records, and so need not do with none."""
        if self.empty == "not applicable" and not self.nested:
            self.guards.append(some)
            return True
        return False

    # ------------------------------------------------------------ atoms

    def _number(self, node: s.Number, want: core.Type | None) -> Typed | None:
        return self._amount(node.span, node.text, node.unit)

    def _amount(self, span: Span, text: str, unit_name: s.Name | None) -> Typed | None:
        value = read_decimal(text.removesuffix("%"))
        if value is None:
            self.tell(u.NumberTooLong(span=span, most=DIGITS))
            return None
        ratio = text.endswith("%")
        if ratio:
            value = exact(Fraction(value) / 100)
        if unit_name is None:
            return Typed(core.Lit(value, ratio=ratio, span=span), core.Quantity(ratio=ratio), bare=not ratio)
        if unit_name.text not in self.units:
            few = sum(isinstance(p, u.UnknownUnit) for p in self.problems) < MOST_MENDS
            near = suggest(unit_name.text, self.units) if few else ""
            self.tell(u.UnknownUnit(span=unit_name.span, found=unit_name.text, nearest=near))
            return None
        own = unit(unit_name.text)
        return Typed(core.Lit(value, own, span=span), core.Quantity(own))

    def _code(self, node: s.Code, want: core.Type | None) -> Typed | None:
        level = self._choice(node.text, want, node.span)
        if level:
            return level
        digits, rest = re.fullmatch(r"(\d+)(.+)", node.text).groups()  # type: ignore[union-attr]
        if isinstance(want, _CHOICES) or rest not in self.units:
            self._no_choice(node.span, node.text, want)
            return None
        return self._amount(node.span, digits, s.Name(rest, span=node.span))

    def _choice(self, text: str, want: core.Type | None, span: Span) -> Typed | None:
        if isinstance(want, core.Levels):
            place = next((i for i, n in enumerate(want.names) if text.removesuffix("级") == n.removesuffix("级")), None)
            return None if place is None else Typed(core.Lit(place, span=span), want)
        if isinstance(want, core.Options) and text in want.names:
            return Typed(core.Lit(text, span=span), want)
        return None

    def _no_choice(self, span: Span, text: str, want: core.Type | None) -> None:
        names = want.names if isinstance(want, _CHOICES) else ()
        if names:
            self.tell(c.NotAChoice(span=span, found=text, known="、".join(names)))
        else:
            mend = ("级别和选项只能与声明了它的事实比较", "compare it with the fact that declares it")
            kinds: dict[str, Any] = {"wanted_zh": "数量或事实", "wanted_en": "a quantity or a fact"}
            kinds |= {"found_zh": "级别或选项", "found_en": "a level or option"}
            self.tell(c.WrongKind(span=span, found=text, mend_zh=mend[0], mend_en=mend[1], **kinds))

    def _path(self, node: s.Path, want: core.Type | None) -> Typed | None:
        name = node.steps[0].text
        key = self.scope.points(node)
        if key is not None:
            return self._points_of(node, key)
        if len(node.steps) > 1:
            records = as_records(node) if name in self.fields else None
            return lists.records(self, records, want) if records else None  # any other name is unknown: that was told
        choice = self._choice(name, want, node.span)
        if choice:
            return choice
        if name in self.fields:
            fact = self.fields[name]
            if isinstance(fact.type, core.Records):
                records = as_records(node)
                return lists.records(self, records, want) if records else None
            return Typed(core.Fact(fact, span=node.span), fact.type, fact.optional and fact.alias not in self.present)
        if name in self.local:
            return evolve(self.local[name], expr=evolve(self.local[name].expr, span=node.span), bare=False)
        value = self.value(name)
        if value:
            return Typed(core.Ref("value", value.id, value.unit, span=node.span), value.type, value.optional)
        builtin = BY_NAME.get(name)
        if builtin and builtin.meaning == "full":
            return self._full(node)
        if builtin:
            return Typed(core.Ref("on", "on", span=node.span), core.Day())
        if name in self.scope.choices and name not in self.scope.values:
            self._no_choice(node.span, name, want)
        return None  # any other name is unknown, or its value has a problem: that was told

    def _points_of(self, node: s.Path, key: str) -> Typed | None:
        """X的得分: the points of a part or a total, once they are known."""
        if not self.total:
            self.tell(awards.PartPointsOutsideGrades(span=node.span, found=node.span.text))
            return None
        kind: Literal["part", "total"] = "part" if key.startswith("part ") else "total"
        if kind == "total" and key not in self.bounds:
            self.tell(totals.TotalTooEarly(span=node.span, found=node.span.text))
            return None
        self.bounds.setdefault(key, Interval())
        return Typed(core.Ref(kind, key, UNITS["分"], span=node.span), POINT)

    def _full(self, node: s.Path) -> Typed | None:
        """适用满分."""
        if not self.total:
            self.tell(awards.PartPointsOutsideGrades(span=node.span, found=node.span.text))
            return None
        if "full" not in self.bounds:
            self.tell(totals.NoFullMarks(span=node.span, found=node.span.text))
            return None
        return Typed(core.Ref("total", "full", UNITS["分"], span=node.span), POINT)

    def _day(self, node: s.Day, want: core.Type | None) -> Typed:
        return Typed(core.Lit(node.day, span=node.span), core.Day())

    def _truth(self, node: s.Truth, want: core.Type | None) -> Typed:
        return Typed(core.Lit(node.value, span=node.span), core.Bool())

    def _nothing(self, node: s.Nothing, want: core.Type | None) -> Typed | None:
        return self._choice("无", want, node.span) or Typed(core.Lit(NOTHING, span=node.span), None, optional=True)

    def _total(self, node: s.Total, want: core.Type | None) -> Typed | None:
        if not self.total:
            self.tell(c.TotalOutsideGrades(span=node.span))
            return None
        return Typed(core.Ref("total", "total", UNITS["分"], span=node.span), POINT)

    def _quote(self, node: s.Quote, want: core.Type | None) -> Typed:
        return self._choice(node.text, want, node.span) or Typed(core.Lit(node.text, span=node.span), core.Text())

    # ------------------------------------------------------------ arithmetic

    def _call(self, node: s.Call, want: core.Type | None) -> Typed | None:
        builtin = BY_NAME.get(node.name.text)
        if builtin is None or not builtin.arity:
            listed = as_records(node) if node.name.text in self.fields else None
            return lists.records(self, listed, want) if listed else None  # any other name is unknown: that was told
        items = [self.quantity(a) for a in node.args]
        there = [i for i in items if i is not None]
        if len(there) < len(items):
            return None
        if len(items) < builtin.arity:
            count = builtin.arity
            kinds: dict[str, Any] = {"wanted_zh": f"{count} 个以上的量", "wanted_en": f"at least {count} quantities"}
            self.tell(c.WrongKind(span=node.span, found=node.span.text, found_zh="不够的", found_en="too few", **kinds))
            return None
        first = there[0]
        done = [first]
        for item in there[1:]:
            pair = unify(first, item, node.span)
            if isinstance(pair, Problem):
                self.tell(pair)
                return None
            first, other = pair
            done = [first, *done[1:], other]
        expr = core.Extreme("max" if builtin.meaning == "max" else "min", tuple(d.expr for d in done), span=node.span)
        return Typed(expr, first.type, bare=all(d.bare for d in done))

    def _negative(self, node: s.Negative, want: core.Type | None) -> Typed | None:
        done = self.quantity(node.operand)
        if done is None:
            return None
        if isinstance(done.expr, core.Lit):
            return evolve(done, expr=evolve(done.expr, value=-done.expr.value, span=node.span))  # type: ignore[operator]
        zero = core.Lit(0, done.quantity.unit, span=node.span)
        return evolve(done, expr=core.Arith("-", zero, done.expr, span=node.span))

    def _chain(self, node: s.Chain, want: core.Type | None) -> Typed | None:
        if node.rest[0][0] in "+-":
            first = self.expr(node.first)
            if first is not None and isinstance(first.type, core.Day):
                return shifted(self, first, node.rest, node.span)
            left = None if first is None else self._number_of(first)
        else:
            left = self.quantity(node.first)
        for op, item in node.rest:
            right = self.quantity(item)
            if left is None or right is None:
                left = None
                continue
            left = self._step(left, op, right, node.first.span.to(item.span))
        if left is not None and size(left.expr, self.sizes).digits > MOST_DIGITS:
            self.tell(u.NumberTooLong(span=node.span, most=MOST_DIGITS, worked_out=True))
            return None
        return left

    def _step(self, left: Typed, op: str, right: Typed, span: Span) -> Typed | None:
        if op in "*/":
            if op == "/" and interval.compare("eq", self.static(right.expr), 0) is not False:
                self.tell(c.ZeroDivisor(span=right.span, found=right.span.text))
                return None
            return product(op, left, right, span)
        pair = unify(left, right, span)
        if isinstance(pair, Problem):
            self.tell(pair)
            return None
        expr = core.Arith(op, pair[0].expr, pair[1].expr, span=span)  # type: ignore[arg-type]
        return Typed(expr, pair[0].type, bare=pair[0].bare and pair[1].bare)

    def _conditional(self, node: s.Conditional, want: core.Type | None) -> Typed | None:
        test = self.condition(node.condition)
        then = self.within(test).expr(node.then, want)
        otherwise = self.within(test, False).expr(node.otherwise, want)
        if test is None or then is None or otherwise is None:
            return None
        if isinstance(then.type, core.Quantity) and isinstance(otherwise.type, core.Quantity):
            pair = unify(then, otherwise, node.span)
            if isinstance(pair, Problem):
                self.tell(pair)
                return None
            then, otherwise = pair
        elif then.type != otherwise.type:
            self._wrong(otherwise, *kind_name(then.type))
            return None
        expr = core.Choose(((test, then.expr),), otherwise.expr, span=node.span)
        return Typed(expr, then.type, then.optional or otherwise.optional, then.bare and otherwise.bare)

    # ------------------------------------------------------------ conditions

    def _compare(self, node: s.Compare, want: core.Type | None) -> Typed | None:
        return self._comparison(node.span, node.left, node.word, node.right)

    def _postcompare(self, node: s.PostCompare, want: core.Type | None) -> Typed | None:
        return self._comparison(node.span, node.left, node.word, node.right)

    def _comparison(self, span: Span, left: s.Expr, spelt: str, right: s.Expr) -> Typed | None:
        pair = self._pair(left, right, span)
        if pair is None:
            return None
        op = self._operator(span, spelt)
        order = op in ("ge", "gt", "le", "lt")
        if pair[0].type is None or pair[1].type is None:
            other = pair[0] if pair[1].type is None else pair[1]
            if order or not _optional(other):
                self.tell(c.NothingCompared(span=span, found=other.span.text, order=order))
                return None
        if order and not isinstance(pair[0].type, core.Quantity | core.Day | core.Levels):
            self._wrong(pair[0], "可以比较大小的量", "something with an order")
            return None
        test = core.Cmp(op, spelt, pair[0].expr, pair[1].expr, span=span)  # type: ignore[arg-type]
        return Typed(lists.compared(self, test), core.Bool())

    def _operator(self, span: Span, spelt: str) -> str:
        if spelt in SYMBOLS:
            return SYMBOLS[spelt]
        row = word(spelt)
        assert isinstance(row, Comparator)
        if not row.postfix or spelt.startswith("and "):
            return row.op
        reading = self.reading.get(span.source.pack, {})
        if spelt not in reading:
            found = row.zh if span.text.endswith(row.zh) else row.en
            self.tell(m.ReadingNeeded(span=span, found=found))
        return row.op if reading.get(spelt, True) else {"ge": "gt", "le": "lt"}[row.op]

    def _pair(self, left: s.Expr, right: s.Expr, span: Span) -> tuple[Typed, Typed] | None:
        """Both sides of a comparison. The name of a level or option is read by the type of the other side (ruling 24)."""
        if self._undecided(left):
            b = self.expr(right)
            a = self.expr(left, b.type) if b else None
        else:
            a = self.expr(left)
            b = self.expr(right, a.type) if a else None
        if a is None or b is None:
            return None
        if a.type is None or b.type is None:
            return a, b
        if isinstance(a.type, core.Quantity) and isinstance(b.type, core.Quantity):
            pair = unify(a, b, span)
            if isinstance(pair, Problem):
                self.tell(self._declared(pair, a, b))
                return None
            failed = self._percent(a.type, b) or self._percent(b.type, a)
            return None if failed else pair
        if a.type != b.type:
            self._wrong(b, *kind_name(a.type))
            return None
        return a, b

    def _percent(self, ratio: core.Quantity, value: Typed) -> bool:
        """Whether a plain number above 1 is set against a ratio, which is told."""
        amount = self.static(value.expr)
        if not ratio.ratio or value.quantity.ratio or value.quantity.unit or not known(amount) or abs(amount) <= 1:
            return False
        number, whole = decimal_text(amount), decimal_text(amount * 100)
        self.tell(u.PercentMeant(span=value.span, found=value.span.text, number=number, whole=whole))
        return True

    def _undecided(self, node: s.Expr) -> bool:
        if isinstance(node, s.Code):
            return True
        names = isinstance(node, s.Path) and self.scope.points(node) is None and node.steps[0].text
        if names in self.local:
            return False
        return bool(names) and names not in self.fields and names not in self.scope.values and names not in BY_NAME

    def _between(self, node: s.Between, want: core.Type | None) -> Typed | None:
        low = self._comparison(node.span, node.operand, "no fewer than", node.low)
        high = self._comparison(node.span, node.operand, "not exceeding", node.high) if low else None
        if low is None or high is None:
            return None
        return Typed(core.Logic("and", (low.expr, high.expr), span=node.span), core.Bool())

    def _among(self, node: s.Among, want: core.Type | None) -> Typed | None:
        tests = [self._comparison(v.span, node.operand, "is", v) for v in node.values]
        there = tuple(t.expr for t in tests if t is not None)
        if len(there) < len(tests):
            return None
        return Typed(there[0] if len(there) == 1 else core.Logic("or", there, span=node.span), core.Bool())

    def _elapsed(self, node: s.Elapsed, want: core.Type | None) -> Typed | None:
        done = elapsed(self, node)
        return None if done is None else Typed(done, core.Bool())

    def _not(self, node: s.Not, want: core.Type | None) -> Typed | None:
        inner = self.condition(node.operand)
        if inner is None:
            return None
        for part in core.walk(inner):
            if isinstance(part, core.Cmp) and part.op in ("ge", "gt", "le", "lt"):
                for fact in fields(part):
                    if fact.optional and fact.alias not in self.present:
                        self.tell(lint.OptionalDenied(span=node.span, found=fact.name))
        return Typed(core.Logic("not", (inner,), span=node.span), core.Bool())

    def _junction(self, node: s.Junction, want: core.Type | None) -> Typed | None:
        here, items = self, []
        for item in node.items:
            done = here.condition(item)
            items.append(done)
            here = here.within(done, node.word == "and")
        there = tuple(i for i in items if i is not None)
        if len(there) < len(items):
            return None
        return Typed(core.Logic(node.word, there, span=node.span), core.Bool())

    # ------------------------------------------------------------ problems

    def _needed(self, value: Typed) -> core.Expr | None:
        if value.optional:
            self.tell(c.OptionalUsed(span=value.span, found=value.span.text))
            return None
        return value.expr

    def _wrong(self, value: Typed, wanted_zh: str, wanted_en: str) -> None:
        zh, en = kind_name(value.type)
        text = value.span.text
        self.tell(c.WrongKind(span=value.span, found=text, wanted_zh=wanted_zh, wanted_en=wanted_en, found_zh=zh, found_en=en))


def _optional(value: Typed) -> bool:
    """Whether a value may be 无, whatever is known where it is used."""
    return value.optional or (isinstance(value.expr, core.Fact) and value.expr.field.optional)
