"""z3, the solver of the extra ``prove``: the one module that imports it, and only when something is asked.

A term is a constant of Python (bool, int, Fraction) or an expression of z3; what can be worked out at once never reaches z3.
Numbers are exact rationals on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from importlib.util import find_spec
from typing import Any, Literal

from attrs import frozen

from policyrules.language.values import Number, exact

Term = Any
"""A constant of Python or an expression of z3."""
State = Literal["sat", "unsat", "unknown"]
SEED = 20210101
MOST_LEAVES = 16
"""The most constants that a choice between constants may have where it is multiplied out."""


def installed() -> bool:
    """Whether the extra is there."""
    return find_spec("z3") is not None


@frozen
class Answer:
    """Whether constraints can be satisfied, and by what."""

    state: State
    model: Model | None = None


class Model:
    """Values of terms that satisfy what was asked."""

    def __init__(self, z3: Any, model: Any) -> None:
        self._z3, self._model = z3, model

    def truth(self, term: Term) -> bool:
        return term if isinstance(term, bool) else bool(self._z3.is_true(self._model.eval(term, model_completion=True)))

    def number(self, term: Term) -> Number | None:
        """The number; None for one that is no fraction."""
        if isinstance(term, int | Fraction):
            return exact(term)
        value = self._model.eval(term, model_completion=True)
        if self._z3.is_int_value(value):
            return int(value.as_long())
        if self._z3.is_rational_value(value):
            return exact(Fraction(value.numerator_as_long(), value.denominator_as_long()))
        return None


class Terms:
    """Makes terms, in a world of their own: what was asked before never changes an answer."""

    def __init__(self) -> None:
        import z3

        self._z3: Any = z3
        self._context = z3.Context()
        self._count = 0

    # ------------------------------------------------------------ variables

    def _name(self, name: str) -> str:
        self._count += 1
        return f"{name}!{self._count}"

    def truth(self, name: str) -> Term:
        return self._z3.Bool(self._name(name), self._context)

    def whole(self, name: str) -> Term:
        return self._z3.Int(self._name(name), self._context)

    def real(self, name: str) -> Term:
        return self._z3.Real(self._name(name), self._context)

    # ------------------------------------------------------------ truth

    def both(self, *items: Term) -> Term:
        return self._joined(items, False, self._z3.And)

    def either(self, *items: Term) -> Term:
        return self._joined(items, True, self._z3.Or)

    def _joined(self, items: Sequence[Term], ends: bool, join: Any) -> Term:
        kept = [x for x in items if x is not (not ends)]
        if any(x is ends for x in kept):
            return ends
        return (not ends) if not kept else kept[0] if len(kept) == 1 else join(*kept)

    def negate(self, item: Term) -> Term:
        return (not item) if isinstance(item, bool) else self._z3.Not(item)

    def choose(self, condition: Term, then: Term, otherwise: Term) -> Term:
        """``then`` where the condition holds, else ``otherwise``."""
        if isinstance(condition, bool):
            return then if condition else otherwise
        if then is otherwise or (_constant(then) and _constant(otherwise) and then == otherwise):
            return then
        if isinstance(then, bool) or isinstance(otherwise, bool):
            return self.either(self.both(condition, then), self.both(self.negate(condition), otherwise))
        return self._z3.If(condition, self._lift(then), self._lift(otherwise))

    # ------------------------------------------------------------ numbers

    def _lift(self, term: Term) -> Any:
        if isinstance(term, bool):
            return self._z3.BoolVal(term, self._context)
        if isinstance(term, int):
            return self._z3.IntVal(term, self._context)
        if isinstance(term, Fraction):
            return self._z3.RealVal(f"{term.numerator}/{term.denominator}", self._context)
        return term

    def add(self, *items: Term) -> Term:
        known = sum((x for x in items if _constant(x)), start=0)
        rest = [x for x in items if not _constant(x)]
        for term in rest[:1]:
            rest[0] = term if known == 0 else term + self._lift(known)
        return exact(known) if not rest else rest[0] if len(rest) == 1 else self._z3.Sum(rest)

    def minus(self, a: Term, b: Term) -> Term:
        return self.add(a, self.times(-1, b))

    def times(self, a: Term, b: Term) -> Term:
        """The product; a choice between constants is multiplied out, so that as much as possible stays linear."""
        if _constant(a) and _constant(b):
            return exact(a * b)
        if _constant(b):
            a, b = b, a
        if _constant(a):
            return 0 if a == 0 else b if a == 1 else self._lift(a) * b
        for one, other in ((a, b), (b, a)):
            if self._leaves(one) <= MOST_LEAVES:
                return self._spread(one, other)
        return a * b

    def _leaves(self, term: Any) -> int:
        """How many constants a term chooses between; more than is allowed where it is anything else."""
        if self._z3.is_int_value(term) or self._z3.is_rational_value(term):
            return 1
        if not self._z3.is_app_of(term, self._z3.Z3_OP_ITE):
            return MOST_LEAVES + 1
        return min(self._leaves(term.arg(1)) + self._leaves(term.arg(2)), MOST_LEAVES + 1)

    def _spread(self, choice: Any, factor: Any) -> Any:
        if self._z3.is_app_of(choice, self._z3.Z3_OP_ITE):
            ends = [self._spread(choice.arg(n), factor) for n in (1, 2)]
            return self._z3.If(choice.arg(0), *ends)
        return choice * factor

    def divide(self, a: Term, b: Term) -> Term:
        """The exact quotient; the divisor is not 0."""
        if _constant(b):
            return self.times(exact(Fraction(1) / b), a)
        return self._real(a) / self._real(b)

    def _real(self, term: Term) -> Any:
        term = self._lift(term)
        return self._z3.ToReal(term) if self._z3.is_int(term) else term

    def floor(self, term: Term) -> Term:
        if _constant(term):
            return int(term // 1)
        return term if self._z3.is_int(term) else self._z3.ToInt(term)

    def rest(self, term: Term, divisor: int) -> Term:
        """What is left of a whole number."""
        return term % divisor if _constant(term) else term % self._lift(divisor)

    def part(self, term: Term, divisor: int) -> Term:
        """How often a positive whole number goes into another, downwards."""
        return term // divisor if _constant(term) else term / self._lift(divisor)

    def is_whole(self, term: Term) -> Term:
        if _constant(term):
            return term == int(term)
        return True if self._z3.is_int(term) else self._z3.IsInt(term)

    def extreme(self, op: str, items: Sequence[Term]) -> Term:
        found = items[0]
        for item in items[1:]:
            found = self.choose(self.compare("le" if op == "min" else "ge", found, item), found, item)
        return found

    def compare(self, op: str, a: Term, b: Term) -> Term:
        """A comparison of two numbers, or of two truths for equality."""
        if _constant(a) and _constant(b):
            return bool(_TESTS[op](a, b))
        if isinstance(b, bool):
            a, b = b, a
        if isinstance(a, bool):
            return b if a == (op == "eq") else self.negate(b)
        return _TESTS[op](self._lift(a), self._lift(b))

    def same(self, a: Term, b: Term) -> Term:
        return self.compare("eq", a, b)

    # ------------------------------------------------------------ questions

    def ask(self, constraints: Iterable[Term], seconds: float) -> Answer:
        """Whether all constraints can hold at once, as far as can be told in that time."""
        solver = self._z3.Solver(ctx=self._context)
        solver.set("timeout", max(1, int(seconds * 1000)))
        solver.set("random_seed", SEED)
        for term in constraints:
            if term is False:
                return Answer("unsat")
            if term is not True:
                solver.add(term)
        state = str(solver.check())
        if state == "sat":
            return Answer("sat", Model(self._z3, solver.model()))
        return Answer("unsat" if state == "unsat" else "unknown")


def _constant(term: Term) -> bool:
    return isinstance(term, bool | int | Fraction)


_TESTS: dict[str, Any] = {
    "ge": lambda a, b: a >= b,
    "gt": lambda a, b: a > b,
    "le": lambda a, b: a <= b,
    "lt": lambda a, b: a < b,
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
}
