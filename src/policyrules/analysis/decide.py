"""Whether conditions can hold together, whatever the facts: no solver, exact where facts are only compared with constants.

A condition is made a formula over variables: what is compared with constants (a fact, what a list comes to, the time between two
days), what is asked yes or no, and comparisons of two quantities. Each variable is cut into cells (`cells`); they are chosen one by
one, and a formula that is decided by some of them asks for no others (M. Davis, G. Logemann, D. Loveland, A machine program for
theorem-proving, 1962). Variables that share facts are taken as independent, so what is found impossible is impossible; what is
found possible is so where the facts found are evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import islice
from typing import Any
from weakref import WeakKeyDictionary

from attrs import Factory, define, evolve, frozen

from policyrules.analysis.cells import WHOLE, Cell, Grid, cells, grid_of
from policyrules.language import core
from policyrules.language.interval import MIRRORED
from policyrules.language.lowered import Aggregate, LoweredSubject
from policyrules.language.meaning import Env, evaluate, unknown, work_out
from policyrules.language.values import MAYBE, Dates, Known, known

MOST_WORK = 40_000
"""The most nodes evaluated to decide one question."""
MOST_NODES = 400
"""The most nodes of values looked into for one question."""
MOST_DEEP = 150
"""The most variables chosen one under the other."""


class Undecided(Enum):
    """That a question was not decided."""

    OPEN = "open"


OPEN = Undecided.OPEN
Found = dict[core.Expr, Any]
"""What some variables are, as far as a formula asks for it."""


@define(eq=False)
class Variable:
    """``what`` it is, the constants it is compared with, and whether it is a comparison of two quantities."""

    key: str
    what: core.Expr
    marks: dict[Known, None] = Factory(dict)
    pair: bool = False


@frozen(eq=False)
class Formula:
    """A condition over variables."""

    expr: core.Expr
    variables: Mapping[str, Variable]


class Decider:
    """Answers questions about one subject."""

    def __init__(self, entry: LoweredSubject) -> None:
        self.values = {v.id: v for v in entry.values}
        self.facts = {f.alias: unknown(f) for f in entry.fields}
        self.base: dict[str, Any] = {"on": Dates()}
        self.env = Env(self.facts, self.base)
        self.every: dict[str, core.Value | Aggregate] = {}
        """Values, and those of records, by id."""
        for value in entry.values:
            self._work_out(value)

    def _work_out(self, value: core.Value | Aggregate) -> None:
        self.every[value.id] = value
        if isinstance(value, Aggregate):
            for inner in value.inner.values():
                self._work_out(inner)
        self.base[value.id] = work_out(value, self.env)

    # ------------------------------------------------------------ questions

    def possible(self, *conditions: core.Expr) -> Found | Undecided | None:
        """What makes all conditions hold; None where nothing does."""
        made = self.formula(conditions[0] if len(conditions) == 1 else core.Logic("and", conditions, span=conditions[0].span))
        return _Search(self, made).run()

    def never(self, *conditions: core.Expr) -> bool:
        """Whether it is proved that the conditions never hold together."""
        return self.possible(*conditions) is None

    def hull(self, expr: core.Expr) -> Any:
        """What an expression can be, without looking into its conditions."""
        return evaluate(expr, self.env)

    def fields(self, value: Aggregate) -> set[core.Field]:
        """The facts that are read where a list is worked out, those of its records among them."""
        found = {value.agg.over}
        for expr in (e for e in (value.agg.where, value.agg.body) if e is not None):
            for read in core.reads(expr):
                if isinstance(read, core.Field):
                    found.add(read)
                elif isinstance(inner := self.every.get(read), Aggregate):
                    found |= self.fields(inner)
        return found

    def formula(self, condition: core.Expr) -> Formula:
        maker = _Maker(self)
        return Formula(maker.made(condition), {v.key: v for v in maker.variables.values()})


_deciders: WeakKeyDictionary[LoweredSubject, Decider] = WeakKeyDictionary()


def decider(entry: LoweredSubject) -> Decider:
    """The one that answers for a subject."""
    found = _deciders.get(entry)
    if found is None:
        found = _deciders[entry] = Decider(entry)
    return found


def negated(condition: core.Expr) -> core.Expr:
    """That a condition does not hold."""
    return core.Logic("not", (condition,), span=condition.span)


def is_real(found: Found | Undecided | None) -> bool:
    """Whether what was found is facts, which are independent of each other, so that they can be given together."""
    return isinstance(found, dict) and all(isinstance(x, core.Fact) for x in found)


# ---------------------------------------------------------------- making formulas


class _Maker:
    """Makes one formula."""

    def __init__(self, decider: Decider) -> None:
        self.decider = decider
        self.variables: dict[core.Expr, Variable] = {}
        self.inlined: dict[str, tuple[core.Expr, int]] = {}
        self.room = MOST_NODES

    def made(self, node: core.Expr) -> core.Expr:
        match node:
            case core.Fact():
                return self.asked(node) if isinstance(node.field.type, core.Bool) else node
            case core.Ref():
                return self.ref(node)
            case core.Cmp():
                return self.compared(node, node.op, self.made(node.left), self.made(node.right))
            case core.Logic() | core.Extreme():
                return evolve(node, items=tuple(self.made(i) for i in node.items))
            case core.Choose():
                return evolve(
                    node, cases=tuple((self.made(c), self.made(v)) for c, v in node.cases), otherwise=self.made(node.otherwise)
                )
            case core.Arith():
                return evolve(node, left=self.made(node.left), right=self.made(node.right))
            case core.Round():
                return evolve(node, operand=self.made(node.operand))
        return node

    def ref(self, node: core.Ref) -> core.Expr:
        value = self.decider.values.get(node.key)
        if isinstance(value, core.Value):
            if node.key not in self.inlined:
                made = self.made(value.expr)
                self.inlined[node.key] = made, sum(1 for _ in islice(core.walk(made), MOST_NODES))
            found, size = self.inlined[node.key]
            self.room -= size
            return found if self.room > 0 else node
        return self.asked(node) if self.decider.base.get(node.key) is MAYBE else node

    def asked(self, node: core.Expr) -> core.Expr:
        """A question of yes or no."""
        return core.Ref("value", self.variable(node).key, span=node.span)

    def variable(self, what: core.Expr) -> Variable:
        found = self.variables.get(what)
        if found is None:
            found = self.variables[what] = Variable(f"?{len(self.variables)}", what)
        return found

    def compared(self, node: core.Cmp, op: Any, left: core.Expr, right: core.Expr) -> core.Expr:
        left, right = _constant(left), _constant(right)
        if isinstance(left, core.Lit) and isinstance(right, core.Lit):
            return core.Lit(evaluate(evolve(node, op=op, left=left, right=right), Env({})), span=node.span)
        if isinstance(left, core.Lit):
            left, right, op = right, left, MIRRORED[op]
        if isinstance(right, core.Lit) and isinstance(left, core.Choose):
            cases = tuple((c, self.compared(node, op, v, right)) for c, v in left.cases)
            return evolve(left, cases=cases, otherwise=self.compared(node, op, left.otherwise, right))
        if not (_plain(left) and _plain(right)):
            return evolve(node, op=op, left=left, right=right)
        if isinstance(right, core.Lit):
            variable = self.variable(left)
            assert not isinstance(right.value, bool) or not variable.pair
            variable.marks[right.value] = None
            return core.Cmp(op, node.word, core.Ref("value", variable.key, span=left.span), right, span=node.span)
        return self.pair(node, op, left, right)

    def pair(self, node: core.Cmp, op: Any, left: core.Expr, right: core.Expr) -> core.Expr:
        """A comparison of two quantities; one and its opposite are one variable where neither quantity can be 无."""
        if op in ("gt", "ge"):
            left, right, op = right, left, MIRRORED[op]
        sure = not any(getattr(self.decider.hull(x), "absent", True) for x in (left, right))
        turned = sure and op == "lt"
        if turned:
            left, right, op = right, left, "le"
        variable = self.variable(core.Cmp(op, "", left, right, span=node.span))
        variable.pair = True
        here = core.Ref("value", variable.key, span=node.span)
        return negated(here) if turned else here


def _constant(node: core.Expr) -> core.Expr:
    """A constant worked out."""
    if isinstance(node, core.Lit) or any(isinstance(x, core.Fact | core.Ref | core.Agg) for x in core.walk(node)):
        return node
    return core.Lit(evaluate(node, Env({})), span=node.span)


def _plain(node: core.Expr) -> bool:
    """Whether no condition stands in a quantity."""
    for x in core.walk(node):
        if isinstance(x, core.Choose | core.Cmp | core.Logic) or (isinstance(x, core.Ref) and x.key.startswith("?")):
            return False
    return True


# ---------------------------------------------------------------- deciding them


class _Search:
    """Looks for cells under which a formula holds."""

    def __init__(self, decider: Decider, formula: Formula) -> None:
        self.decider = decider
        self.formula = formula
        self.size = sum(1 for _ in core.walk(formula.expr))
        self.left = MOST_WORK

    def run(self) -> Found | Undecided | None:
        values = dict(self.decider.base)
        env = Env(self.decider.facts, values)
        for variable in self.formula.variables.values():
            values[variable.key] = MAYBE if variable.pair else evaluate(variable.what, env)
        return self.holding(env, {})

    def holding(self, env: Env, chosen: dict[str, Any]) -> Found | Undecided | None:
        self.left -= self.size
        holds = evaluate(self.formula.expr, env)
        if holds is True:
            return {self.formula.variables[key].what: point for key, point in chosen.items()}
        if holds is False:
            return None
        variable = self.next(env, chosen)
        if variable is None or self.left <= 0 or len(chosen) >= MOST_DEEP:
            return OPEN
        answer: Undecided | None = None
        for cell in self.cells(variable, env):
            found = self.holding(_with(env, variable, cell), {**chosen, variable.key: cell.point})
            if isinstance(found, dict):
                return found
            answer = answer or found
        return answer

    def next(self, env: Env, chosen: Mapping[str, Any]) -> Variable | None:
        """The variable to be cut: the first that may decide what is open, quantities before comparisons of two."""
        other: Variable | None = None
        for key in _open(self.formula.expr, env):
            variable = self.formula.variables[key]
            if key not in chosen and isinstance(variable.what, core.Fact):
                return variable
            if key not in chosen and (other is None or other.pair):
                other = variable
        return other

    def cells(self, variable: Variable, env: Env) -> Sequence[Cell]:
        what = variable.what
        value = evaluate(what, env)
        grid = Grid()
        if isinstance(what, core.Fact):
            grid = grid_of(what.field)
        elif isinstance(what, core.Elapsed) or (isinstance(what, core.Ref) and self.counts(what)):
            grid = WHOLE
        return cells(value, variable.marks, grid)

    def counts(self, what: core.Ref) -> bool:
        found = self.decider.values.get(what.key)
        return isinstance(found, Aggregate) and found.agg.op == "count"


def _with(env: Env, variable: Variable, cell: Cell) -> Env:
    values = {**env.values, variable.key: cell.point}
    what = variable.what
    if isinstance(what, core.Fact):
        return Env({**env.facts, what.field.alias: cell.hull}, values)
    if isinstance(what, core.Ref):
        values[what.key] = cell.hull
    return Env(env.facts, values)


def _open(node: core.Expr, env: Env) -> Iterator[str]:
    """The keys of variables in the parts of a formula that are not decided, in the order in which they decide it."""
    if known(evaluate(node, env)):
        return
    if isinstance(node, core.Ref) and node.key.startswith("?"):
        yield node.key
    for below in core.children(node):
        yield from _open(below, env)
