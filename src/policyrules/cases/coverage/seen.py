"""What a case shows: which goals its facts and its result reach."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import frozen

from policyrules.cases.coverage.model import Edge, Found, Goal, Here, Level
from policyrules.cases.coverage.possible import steps
from policyrules.language import core
from policyrules.language.interval import interval
from policyrules.language.lowered import LoweredCard
from policyrules.language.meaning import Env, evaluate, records
from policyrules.language.values import known
from policyrules.policy import Policy
from policyrules.result import Result


@frozen(eq=False)
class Run:
    """Facts about a subject with what came of them."""

    result: Result
    env: Env

    def shows(self, goal: Goal, card: LoweredCard | None) -> bool:
        """Whether the goal is reached here."""
        match goal.asked:
            case Found(test):
                return test(self.result)
            case Here(levels, edge):
                env = self.env if card is None else _scored(self.env, self.result, card.card)
                return _holds(levels, edge, env)


def run(policy: Policy, facts: Mapping[str, object], subject: str, on: date | None) -> Run | None:
    """What comes of facts; None where they are refused."""
    done = policy.outcome(facts, subject=subject, on=on)
    return None if done.value is None else Run(done.value, policy.known(facts, subject, on))


def _scored(env: Env, result: Result, card: core.Scorecard) -> Env:
    score = result.scores[card.id]
    total = score.graded_on if card.bands else score.total
    values: dict[str, Any] = {f"part {p.id}": interval(p.low, p.high) for p in score.root.walk()}
    values |= {f"total {t.rule.id}": interval(t.low, t.high) for t in score.totals}
    values["total"] = total if total is not None else interval(score.points.low, score.points.high)
    if score.full is not None:
        values["full"] = interval(score.full.low, score.full.high)
    return Env(env.facts, {**env.values, **values})


def _holds(levels: tuple[Level, ...], edge: Edge | None, env: Env) -> bool:
    first, *rest = levels
    if any(evaluate(e, env) is not wanted for e, wanted in first.wanted):
        return False
    if not rest:
        return edge is None or _near(edge, env)
    inside = rest[0].inside
    assert inside is not None
    every = list(records(inside, env))
    for n, here in enumerate(every):
        others = [x for k, x in enumerate(every) if k != n]
        if _holds(tuple(rest), edge, here) and not (rest[0].alone and any(_fails(inside.agg, x) for x in others)):
            return True
    return False


def _fails(agg: core.Agg, env: Env) -> bool:
    """Whether a record by itself decides that not all satisfy what is asked."""
    belongs = agg.where is None or evaluate(agg.where, env) is not False
    return belongs and agg.body is not None and evaluate(agg.body, env) is not True


def _near(edge: Edge, env: Env) -> bool:
    left, right = evaluate(edge.left, env), evaluate(edge.right, env)
    return type(left) is not str and known(left) and known(right) and _there(left) and steps(left, right, edge.step) == edge.way


def _there(value: Any) -> bool:
    return isinstance(value, date) or (hasattr(value, "numerator") and not isinstance(value, bool))
