"""Which class a subject belongs to (分类), as far as the facts tell."""

from __future__ import annotations

from collections.abc import Iterator

from policyrules.evaluation.facts import Facts
from policyrules.evaluation.told import Told
from policyrules.language import core
from policyrules.language.lowered import LoweredClasses, Reads
from policyrules.language.meaning import Env, evaluate
from policyrules.language.values import MAYBE, NOTHING, OneOf
from policyrules.result import ClassResult, ClassRow, Reason


def classified(lowered: LoweredClasses, facts: Facts, env: Env) -> ClassResult:
    """The outcome of a classification. ``env`` holds its class among the values."""
    return _Run(lowered, facts, env).result()


class _Run:
    def __init__(self, lowered: LoweredClasses, facts: Facts, env: Env) -> None:
        self.lowered = lowered
        self.rule = lowered.rule
        self.told = Told(lowered.values, facts, env)
        self.env = env

    def result(self) -> ClassResult:
        value = self.env.values[self.rule.value.id]
        possible = value.values if isinstance(value, OneOf) else {value}
        assert isinstance(self.rule.value.type, core.Options)
        names = zip(self.rule.rows, self.rule.value.type.names, strict=True)
        classes = tuple(row.id for row, name in names if possible is None or name in possible)
        holds = self.holds()
        conflict = self.rule.exclusive and list(holds.values()).count(True) > 1
        rows = tuple(ClassRow(row, held, self.why) for row, held in holds.items())
        certain = not isinstance(value, OneOf)
        missing = () if certain or conflict else self.told.unweighed(self.asked(holds))
        name = classes[0] if certain and classes else None
        unclassed = value is NOTHING or (not certain and (possible is None or NOTHING in possible))
        return ClassResult(self.rule, name, classes, conflict, rows, missing, self.lowered.touched, unclassed)

    def holds(self) -> dict[core.Band, bool | None]:
        """Whether each row holds, whatever those above it do; 其余 where none other does."""
        found: dict[core.Band, bool | None] = {}
        for row in self.rule.rows:
            if row.condition is not None:
                held = evaluate(row.condition, self.env)
                found[row] = None if held is MAYBE else held
            else:
                others = found.values()
                found[row] = False if True in others else None if None in others else True
        return found

    def asked(self, holds: dict[core.Band, bool | None]) -> Iterator[Reads]:
        """What the rows read that may still decide."""
        for row, held in holds.items():
            if held is None:
                yield self.lowered.reads[row]
            elif held and not self.rule.exclusive:
                return

    def why(self, row: ClassRow) -> Reason:
        condition = row.rule.condition
        if condition is None:
            return Reason("rest", {"holds": row.holds})
        told = self.told.conditions(condition)
        if row.holds is None:
            return Reason("unknown", told | {"missing": self.told.lacking(self.lowered.reads[row.rule])})
        return Reason("met" if row.holds else "unmet", told)
