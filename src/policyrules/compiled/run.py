"""Running a subject by its compiled functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from policyrules.compiled.once import Plan
from policyrules.compiled.results import CompiledResult
from policyrules.compiled.subject import Compiled
from policyrules.evaluation.facts import FactReader, Facts
from policyrules.evaluation.interpret import worked_out
from policyrules.language.lowered import Lowered
from policyrules.result import Result

Quick = Callable[[Any, date | None], Result | None]


def plan(
    lowered: Lowered, digest: str, subject: str, reader: FactReader, explain: Callable[..., str], say: Callable[..., str]
) -> Plan | None:
    """A subject compiled; None where none of its rules gains by it."""
    made = Compiled(lowered.subjects[subject])
    if not made.some:
        return None
    program = lowered.program
    return Plan(program.name, digest, program.document, program.above, lowered.places, made, reader, explain, say)


def run(plan: Plan, facts: Facts, on: date | None) -> Result:
    """The result for facts that were read."""
    complete, figures = plan.compiled.figures(facts, worked_out(plan.compiled.entry, facts, on), on)
    return CompiledResult(plan, figures, complete, on)


def repeated(plan: Plan, facts: Facts) -> Callable[[date | None], Result]:
    """From a date to the result for facts that were read, which are turned into what functions take only once."""
    compiled = plan.compiled
    reads = compiled.source.known
    if facts.missing or reads.aggregates or reads.on:
        return partial(run, plan, facts)
    known, scaled = compiled.functions["known"], compiled.scaled(facts)

    def evaluate(on: date | None) -> Result:
        return CompiledResult(plan, (facts, *known(scaled, (), on)), True, on)

    return evaluate


def quick(plan: Plan) -> Quick | None:
    """A function from a dict of plain facts to their result, or to None where they have to be read with care."""
    whole, some = (plan.compiled.functions.get(name) for name in ("quick", "quick_open"))
    if whole is None:
        return None
    count = len(plan.compiled.fields)

    def evaluate(given: Mapping[str, Any], on: date | None) -> Result | None:
        complete = len(given) == count
        function = whole if complete else some
        figures = None if function is None else function(given, on)
        return None if figures is None else CompiledResult(plan, figures, complete, on)

    return evaluate
