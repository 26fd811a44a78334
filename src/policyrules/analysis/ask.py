"""Asking the solver whether something can be: never, or under these facts, which the interpreter has confirmed, or not decided.

Lists are free at first. What cannot be then is shown for lists of any length; what can be is tried with a few records, then more,
and told only with facts that were evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from time import monotonic
from typing import Any, Literal

from attrs import evolve, frozen

from policyrules.analysis.encode.subject import Program
from policyrules.analysis.encode.values import Outside
from policyrules.analysis.facts import completed
from policyrules.analysis.solver import Answer, Term
from policyrules.evaluation.interpret import interpret, worked_out
from policyrules.language import core
from policyrules.language.lowered import LoweredSubject
from policyrules.language.meaning import Env, evaluate
from policyrules.language.values import Known
from policyrules.result import Judgement, Outcome

SECONDS = 2.0
"""The longest that the solver may take for one question."""
SIZES = (1, 3)
"""How many records lists are tried with."""
MOST_KEPT = 12
_JUDGE = "测评人员"


@frozen
class Seen:
    """Facts of a model, by alias, with the keys of what is excepted, and what the interpreter makes of them."""

    facts: dict[str, Known]
    excepted: tuple[str, ...]
    on: date | None
    outcomes: dict[str, Outcome]
    env: Env

    def holds(self, condition: core.Expr) -> bool:
        return evaluate(condition, self.env) is True


@frozen
class Found:
    """``why`` it is open: "time", "records" (not met with in lists of a few), "unconfirmed", or a row of the table of support."""

    state: Literal["never", "sometimes", "open"]
    seen: tuple[Seen, ...] = ()
    why: str = ""


@frozen(eq=False)
class Question:
    """What is asked: that a condition over a program can hold. ``confirm``: whether it does by what the interpreter says of the
    facts of each copy; None where there is no telling, so that all that can be found out is that it never does. Questions of one
    ``group`` are asked of one program."""

    build: Callable[[Program], Term]
    confirm: Callable[[Sequence[Seen]], bool] | None
    group: object = None
    pair: bool = False
    """Whether it is about two sets of facts."""


class Asker:
    """Asks about one subject."""

    def __init__(self, entry: LoweredSubject, seconds: float = SECONDS) -> None:
        self.entry, self.seconds = entry, seconds
        self._left = seconds
        self._programs: dict[tuple[object, int], Program] = {}
        self.pool: list[Seen] = []
        """Facts that were found, which often answer another question as well."""

    def ask(self, question: Question) -> Found:
        self._left = self.seconds
        for seen in self.pool if question.confirm and not question.pair else ():
            if question.confirm and question.confirm((seen,)):
                return Found("sometimes", (seen,))
        try:
            found, lists = self._tried(question)
            if found.state == "never" or not lists or question.confirm is None:
                return found
            for size in SIZES:
                more = self._example(question, size)
                if more.state == "sometimes":
                    return more
        except Outside as what:
            return Found("open", why=what.what)
        return Found("open", why="records" if self._left > 0 else "time")

    def _tried(self, question: Question) -> tuple[Found, bool]:
        """The answer for lists of any length, and whether it hangs on them."""
        program = self._program(question, 0)
        terms = [question.build(program), *program.world.laws]
        answer = self._asked(program, terms)
        if answer.state != "sat" or program.lists:
            return Found("never" if answer.state == "unsat" else "open", why="time"), program.lists
        plain = self._asked(program, [*terms, *program.plain()])
        return self._confirmed(program, question, iter((plain, answer))), False

    def _example(self, question: Question, size: int) -> Found:
        """Facts with lists of a few records; plain ones first, because they are found sooner."""
        program = self._program(question, size)
        terms = [question.build(program), *program.world.laws, *program.world.settled]
        ways = (tuple(program.plain()), ()) if size == SIZES[-1] else (tuple(program.plain()),)
        return self._confirmed(program, question, (self._asked(program, [*terms, *more]) for more in ways))

    def _asked(self, program: Program, terms: list[Term]) -> Answer:
        """What the solver says within what is left of the time for one question."""
        if self._left <= 0:
            return Answer("unknown")
        start = monotonic()
        answer = program.terms.ask(terms, self._left)
        self._left -= monotonic() - start
        return answer

    def _confirmed(self, program: Program, question: Question, answers: Iterator[Answer]) -> Found:
        why = "time"
        for answer in answers:
            seen = self._seen(program, answer)
            if seen and question.confirm and question.confirm(seen):
                if not question.pair and len(self.pool) < MOST_KEPT:
                    self.pool += seen
                return Found("sometimes", seen)
            why = "unconfirmed" if seen else why
        return Found("open", why=why)

    def _program(self, question: Question, size: int) -> Program:
        if question.group is None:
            return Program(self.entry, size)
        key = question.group, size
        if key not in self._programs:
            self._programs[key] = Program(self.entry, size)
        return self._programs[key]

    def _seen(self, program: Program, answer: Answer) -> tuple[Seen, ...]:
        """The facts of each copy; none where there is no model, or one in which a number is no fraction."""
        model = answer.model
        if model is None:
            return ()
        read = [copy.read(model) for copy in program.copies]
        return tuple(self._run(*x) for x in read if x is not None) if None not in read else ()

    def _run(self, values: dict[str, Any], excepted: tuple[str, ...], on: date | None) -> Seen:
        judged = {key: Judgement(key, "", _JUDGE) for key in excepted}
        facts = evolve(completed(self.entry, values), exceptions=judged)
        return Seen(values, excepted, on, interpret(self.entry, facts, on), worked_out(self.entry, facts, on))
