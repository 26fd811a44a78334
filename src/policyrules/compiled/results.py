"""Results that are built when they are read: figures from a compiled function, everything else from the interpreter.

What decides (points, totals, grades, gates) is worked out at once. Who asks why, what is missing or which bounds are tight is
answered by the interpreter, from the same facts, and only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from policyrules.compiled.once import Once, Plan
from policyrules.compiled.scores import KnownScore, OpenScore, RichScore
from policyrules.compiled.subject import CardPlan, Figures
from policyrules.evaluation.interpret import merge_missing
from policyrules.language import core
from policyrules.language.lowered import LoweredCard
from policyrules.result import Judgement, Missing, Outcome, Result, ScoreResult


def _score(result: CompiledResult, plan: CardPlan) -> Outcome:
    """A scorecard of a result; by the interpreter where it was left to that."""
    laid = plan.known if result._complete else plan.open
    if laid is None:
        return result._once.outcome(plan.lowered.id)
    kind = OpenScore if not result._complete else KnownScore if laid.plain else RichScore
    return kind(result, plan, laid)


class _Outcomes(Mapping[str, Outcome]):
    """The outcomes about one subject: scorecards with their figures, others by the interpreter when they are asked for."""

    def __init__(self, result: CompiledResult) -> None:
        self.result = result

    def __getitem__(self, key: str) -> Outcome:
        found = self.result._score(key)
        if found is not None:
            return found
        if key not in iter(self):
            raise KeyError(key)
        return self.result._made.setdefault(key, self.result._once.outcome(key))

    def __iter__(self) -> Iterator[str]:
        return iter([rule.id for rule in self.result._plan.compiled.entry.rules])

    def __len__(self) -> int:
        return len(self.result._plan.compiled.entry.rules)


class CompiledResult(Result):
    """Everything one evaluation found, from compiled figures."""

    def __init__(self, plan: Plan, figures: Figures, complete: bool, on: date | None) -> None:
        made = self.__dict__
        made["_plan"] = plan
        made["_figures"] = figures
        made["_complete"] = complete
        made["_made"] = {}
        made["on"] = on

    _plan: Plan
    _figures: Figures
    _complete: bool
    _made: dict[str, Outcome]

    def __reduce__(self) -> tuple[type[Result], tuple[Any, ...]]:
        about = (self.policy, self.digest, self.document, self.subject, self.on, dict(self.outcomes))
        rest = (self.assumptions, self.judgements, self.missing, self.places, self._explain, self._say, self.above)
        return Result, (*about, *rest)

    def __getitem__(self, key: str) -> Outcome:
        found = self._score(key)
        return super().__getitem__(key) if found is None else found

    def _score(self, key: str) -> Outcome | None:
        """What was asked for before, or a scorecard with its figures."""
        found = self._made.get(key)
        if found is None and (plan := self._plan.compiled.cards.get(key)) is not None:
            found = self._made.setdefault(key, _score(self, plan))
        return found

    @property
    def outcomes(self) -> _Outcomes:
        return _Outcomes(self)

    @cached_property
    def _once(self) -> Once:
        return Once(self._plan, self._figures[0], self.on)

    @property
    def scores(self) -> dict[str, ScoreResult]:
        """The scorecards among the outcomes."""
        ids = [r.id for r in self._plan.compiled.entry.rules if isinstance(r, LoweredCard)]
        return {id_: self.outcomes[id_] for id_ in ids}  # type: ignore[misc]

    @cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        facts = self._once.facts
        return (*facts.judgements, *facts.exceptions.values())

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        return merge_missing(self.outcomes, self._plan.compiled.entry.fields)

    @property
    def policy(self) -> str:
        return self._plan.policy

    @property
    def digest(self) -> str:
        return self._plan.digest

    @property
    def document(self) -> core.Document:
        return self._plan.document

    @property
    def above(self) -> tuple[core.Document, ...]:
        return self._plan.above

    @property
    def subject(self) -> core.Subject:
        return self._plan.compiled.entry.subject

    @property
    def assumptions(self) -> tuple[core.Assumption, ...]:
        return self._plan.compiled.entry.touched

    @property
    def places(self) -> Mapping[core.Citation, core.Place]:
        return self._plan.places

    @property
    def _explain(self) -> Callable[..., str]:
        return self._plan.explain

    @property
    def _say(self) -> Callable[..., str]:
        return self._plan.say
