"""Which changes of the rules the cases notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from fractions import Fraction
from typing import Any, Literal

from attrs import evolve, frozen

from policyrules import cases
from policyrules.cases import Case, Suite
from policyrules.language import core
from policyrules.language.languages import Lang
from policyrules.language.lowered import Lowered, LoweredCard, LoweredSubject
from policyrules.language.trees import changed
from policyrules.language.values import Number
from policyrules.mutation.changes import Mutant, mutants
from policyrules.passes.lower import lower
from policyrules.policy import Policy
from policyrules.text import lowered as core_text
from policyrules.text.read import read

Verdict = Literal["noticed", "equivalent", "missed"]


@frozen(eq=False)
class Tried:
    """A change and what became of it."""

    mutant: Mutant
    verdict: Verdict
    program: core.Program
    """The program as it is, to say what would change."""

    def sentences(self, lang: Lang) -> tuple[tuple[str, str], ...]:
        """What the rules say now and would say then, clause by clause; clauses that change places together."""
        was, becomes = (read(p, lang).splitlines() for p in (self.program, self.mutant.program))
        found = SequenceMatcher(None, was, becomes, autojunk=False).get_opcodes()
        spans = [(a, b, c, d) for tag, a, b, c, d in found if tag != "equal"]
        if len(spans) > 1 and any(a == b or c == d for a, b, c, d in spans):
            spans = [(spans[0][0], spans[-1][1], spans[0][2], spans[-1][3])]
        return tuple(("\n".join(map(str.strip, was[a:b])), "\n".join(map(str.strip, becomes[c:d]))) for a, b, c, d in spans)


def tried(suite: Suite, done: Callable[[int, int], None] = lambda n, of: None) -> Iterator[Tried]:
    """Every change, with whether some case fails under it. ``done`` hears how many of them were tried."""
    whole, program = suite.policy.lowered, suite.policy.program
    shown = core_text.show(whole)
    every, asked = list(mutants(program)), [case for case in suite.cases if case.reviewed]
    for number, mutant in enumerate(every, 1):
        about = _about(program, mutant.program)
        kept = {key: x for key, x in whole.subjects.items() if about and key not in about}
        made = lower(mutant.program, whole.places, kept)
        verdict: Verdict = "missed"
        if core_text.show(made) == shown:
            verdict = "equivalent"
        elif noticed(asked, made, about):
            verdict = "noticed"
        elif core_text.show(_capped(made)) == core_text.show(_capped(whole)):
            verdict = "equivalent"
        yield Tried(mutant, verdict, program)
        done(number, len(every))


def noticed(asked: list[Case], made: Lowered, about: frozenset[str]) -> bool:
    """Whether a case about one of some subjects fails; those that nobody has looked at (未复核) are not ``asked``.

    One that fails is asked first about the next change, which is often beside this one and noticed by the same case.
    """
    policy = Policy(made, "", ())
    for number, case in enumerate(asked):
        if (not about or case.subject.id in about) and not cases.run(policy, case).passed:
            asked.insert(0, asked.pop(number))
            return True
    return False


def _capped(lowered: Lowered) -> Lowered:
    """The same where an award gives no more than its part can: what is above the cap makes no difference."""

    def cut(node: Any) -> Any:
        if not isinstance(node, core.Part) or node.high is None or not isinstance(node.body, core.Choose):
            return node
        high, body = node.high, node.body
        cases = tuple((test, _at_most(value, high)) for test, value in body.cases)
        return evolve(node, body=evolve(body, cases=cases, otherwise=_at_most(body.otherwise, high)))

    def entry(one: LoweredSubject) -> LoweredSubject:
        return evolve(
            one, rules=tuple(evolve(r, card=changed(r.card, cut)) if isinstance(r, LoweredCard) else r for r in one.rules)
        )

    return evolve(lowered, subjects={key: entry(one) for key, one in lowered.subjects.items()})


def _at_most(node: core.Expr, high: Number) -> core.Expr:
    over = isinstance(node, core.Lit) and isinstance(node.value, int | Fraction) and node.value > high
    return evolve(node, value=high) if over and isinstance(node, core.Lit) else node


def _about(was: core.Program, becomes: core.Program) -> frozenset[str]:
    """The subjects whose rules differ; none where a value does that anything may read."""
    if any(a is not b for a, b in zip(was.values, becomes.values, strict=True)):
        return frozenset()
    return frozenset(b.subject for a, b in zip(was.rules, becomes.rules, strict=True) if a is not b)
