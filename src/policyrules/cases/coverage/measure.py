"""How much of the rules the cases of a pack show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from attrs import Factory, frozen

from policyrules.cases.coverage.model import KINDS, Covered, Goal
from policyrules.cases.coverage.rules import Listed, covered
from policyrules.cases.coverage.seen import run
from policyrules.cases.model import Case, Suite


@frozen(eq=False)
class Shown:
    """A rule, and for each of its goals, by key, the first case that shows it. ``unreviewed``: those that only cases show which
    nobody has looked at; they do not count."""

    listed: Listed
    by: dict[str, Case] = Factory(dict)
    unreviewed: dict[str, Case] = Factory(dict)

    @property
    def rule(self) -> Covered:
        return self.listed.rule

    @property
    def missing(self) -> tuple[Goal, ...]:
        """What no case shows that counts."""
        return tuple(g for g in self.rule.goals if g.key not in self.by)

    @property
    def reached(self) -> bool:
        """Whether any case shows something known of the rule."""
        return any(key != "unknown" for key in self.by)


@frozen(eq=False)
class Coverage:
    """Every rule of a pack with what the cases show of it."""

    rules: tuple[Shown, ...]
    cases: tuple[Case, ...]

    @property
    def score(self) -> Fraction:
        """Of everything there is to show, the share that is shown; 1 where there is nothing."""
        covered, total = self.totals["goals"]
        return Fraction(covered, total) if total else Fraction(1)

    @property
    def totals(self) -> dict[str, tuple[int, int]]:
        """By kind: how much is shown, and of how much; ``rules`` first and ``goals``, all kinds together, last."""
        found = {"rules": (sum(x.reached for x in self.rules), len(self.rules))}
        for kind in KINDS:
            goals = [(x, g) for x in self.rules for g in x.rule.goals if g.kind == kind]
            if goals:
                found[kind] = sum(g.key in x.by for x, g in goals), len(goals)
        kinds = [counts for key, counts in found.items() if key != "rules"]
        return found | {"goals": (sum(n for n, _ in kinds), sum(of for _, of in kinds))}


def measure(suite: Suite, done: Callable[[int, int], None] = lambda n, of: None) -> Coverage:
    """What the cases of a pack cover. ``done`` hears how many of them were looked at."""
    rules = tuple(Shown(x) for x in covered(suite.policy.lowered))
    ordered = sorted(suite.cases, key=lambda c: not c.reviewed)
    for number, case in enumerate(ordered, 1):
        look(suite, case, rules)
        done(number, len(ordered))
    return Coverage(rules, suite.cases)


def look(suite: Suite, case: Case, rules: Sequence[Shown]) -> list[tuple[Shown, Goal]]:
    """Note what a case shows that none before it did."""
    about = [x for x in rules if x.rule.subject == case.subject.id]
    one = run(suite.policy, case.facts, case.subject.id, case.on)
    found: list[tuple[Shown, Goal]] = []
    for shown in about if one is not None else ():
        for goal in open_goals(shown):
            if one is not None and one.shows(goal, shown.listed.card):
                (shown.by if case.reviewed else shown.unreviewed)[goal.key] = case
                found.append((shown, goal))
    return found


def open_goals(shown: Shown) -> Iterator[Goal]:
    """What no case shows yet, reviewed or not."""
    yield from (g for g in shown.rule.goals if g.key not in shown.by and g.key not in shown.unreviewed)
