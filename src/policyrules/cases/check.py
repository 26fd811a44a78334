"""Checking cases: from the files of a pack to cases that can be run, and every problem with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from policyrules.cases.expected import Expectations
from policyrules.cases.given import Lines, laid_over, placed
from policyrules.cases.model import Case
from policyrules.cases.paths import targets
from policyrules.diagnostics import cases as t
from policyrules.diagnostics import cases_reviewed
from policyrules.diagnostics import facts as f
from policyrules.diagnostics import resolve as n
from policyrules.diagnostics.base import Label, Outcome, Problem, suggest
from policyrules.evaluation.files import pick_subject, read_file
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.lowered import LoweredSubject
from policyrules.passes.parse import declared, parse
from policyrules.policy import Policy
from policyrules.project import Pack

BOUNDS = (f.OutOfBounds, f.PointsOutOfRange, f.PointsOffStep)
"""Facts that the rules refuse for their size: that a rule was changed is for a run to tell, and no slip in the case."""


def check_cases(pack: Pack, policy: Policy | None) -> Outcome[tuple[Case, ...]]:
    """The cases of a pack, in the order of its files. Without a policy only how they are written is looked at."""
    names = frozenset().union(*map(declared, (*pack.policies, *pack.cases)))
    parsed = [parse(source, names) for source in pack.cases]
    problems = [p for outcome in parsed for p in outcome.problems]
    nodes = [x for outcome in parsed if outcome.value for x in outcome.value.statements if isinstance(x, s.Case)]
    if policy is None:
        return Outcome((), tuple(problems))
    checker = _Checker(pack, policy, nodes, broken=bool(problems))
    cases = tuple(checker.cases())
    problems += checker.problems
    return Outcome(cases, tuple(sorted(problems, key=lambda p: p.place())))


class _Checker:
    def __init__(self, pack: Pack, policy: Policy, nodes: Sequence[s.Case], *, broken: bool) -> None:
        self.pack, self.policy, self.nodes, self.broken = pack, policy, nodes, broken
        self.problems: list[Problem] = []
        self.titled: dict[str, s.Case] = {}
        self.subjects = {key: x for x in policy.subjects for key in (x.name, x.id)}
        self.readers: dict[str, tuple[Lines, Expectations]] = {}
        self.whole: dict[int, Mapping[str, object]] = {}
        self.files: dict[tuple[str, str], Mapping[str, object]] = {}

    def cases(self) -> list[Case]:
        """Every case, those with a problem left out."""
        for node in self.nodes:
            if (other := self.titled.get(node.title.text)) is not None:
                first = Label(span=other.title.span, zh="先在这里使用", en="first used here")
                self.problems.append(t.DuplicateTitle(span=node.title.span, found=node.title.text, labels=(first,)))
            self.titled.setdefault(node.title.text, node)
        made = {id(node): case for node in self.ordered() if (case := self.case(node)) is not None}
        return [made[id(node)] for node in self.nodes if id(node) in made]

    def case(self, node: s.Case) -> Case | None:
        before = len(self.problems)
        subject = self.subject(node)
        if subject is None:
            return None
        facts = self.facts(node, subject)
        expected = self.reader(subject)[1].read(node)
        reviews = [x for x in node.lines if isinstance(x, s.Review)]
        self.problems += (cases_reviewed.ReviewedTwice(span=x.span, found=" ".join(x.span.text.split())) for x in reviews[1:])
        if len(self.problems) > before:
            return None
        day = node.day.day if node.day else None
        return Case(node.title.text, subject, day, facts, expected, node.span, *_review(node))

    def subject(self, node: s.Case, *, told: bool = True) -> core.Subject | None:
        """Whose facts a case gives."""
        if node.subject is None:
            if len(self.policy.subjects) == 1:
                return self.policy.subjects[0]
            known = "、".join(x.name for x in self.policy.subjects)
            problem: Problem = t.CaseNeedsSubject(span=node.title.span, found=node.title.text, subjects=known)
        elif (found := self.subjects.get(node.subject.text)) is not None:
            return found
        else:
            name = node.subject.text
            problem = n.UnknownName(span=node.subject.span, found=name, nearest=suggest(name, self.subjects))
        if told:
            self.problems.append(problem)
        return None

    def reader(self, subject: core.Subject) -> tuple[Lines, Expectations]:
        made = self.readers.get(subject.id)
        if made is None:
            entry: LoweredSubject = self.policy.lowered.subjects[subject.id]
            lines = Lines(subject, entry.excusable, self.problems)
            made = lines, Expectations(subject, targets(self.policy.program, subject), self.problems)
            self.readers[subject.id] = made
        return made

    # ------------------------------------------------------------ facts

    def facts(self, node: s.Case, subject: core.Subject) -> Mapping[str, object]:
        """All the facts of a case: those it begins with, and its own lines over them."""
        base: Mapping[str, object] = {}
        for line in node.lines:
            if isinstance(line, s.GivenFrom):
                taken = self.file(line, subject) if line.kind == "file" else self.other(line, subject)
                base = laid_over(base, taken)
        own = self.reader(subject)[0].read(node)
        if not any(isinstance(x, s.ShouldFail) for x in node.lines):
            found = self.policy.outcome(own.as_said(), subject=subject.id, on=node.day.day if node.day else None)
            self.problems += placed((p for p in found.problems if not isinstance(p, BOUNDS)), own, node)
        self.whole[id(node)] = own.over(base)
        return self.whole[id(node)]

    def file(self, line: s.GivenFrom, subject: core.Subject) -> Mapping[str, object]:
        """The facts of a file, by alias."""
        key = line.name.text, subject.id
        if key not in self.files:
            self.files[key] = self._file(line, subject)
        return self.files[key]

    def _file(self, line: s.GivenFrom, subject: core.Subject) -> Mapping[str, object]:
        name = line.name.text
        path = self.pack.inside(name)
        if path is None:
            self.problems.append(t.FactsOutside(span=line.name.span, found=name))
            return {}
        read = read_file(Path(str(path)), name)
        picked = pick_subject((subject,), read.value) if read.value is not None else None
        problems = read.problems if picked is None else picked.problems
        if picked is None or picked.value is None:
            self.problems += [p if p.span else p.at(line.name.span) for p in problems]
            return {}
        given = picked.value[1]
        found = [p for p in self.policy.outcome(given, subject=subject.id).problems if not isinstance(p, BOUNDS)]
        self.problems += [p if p.span else p.at(line.name.span) for p in found]
        return {} if found else self.policy.by_alias(given, subject.id)

    def other(self, line: s.GivenFrom, subject: core.Subject) -> Mapping[str, object]:
        """The facts of another case."""
        title = line.name.text
        node = self.titled.get(title)
        if node is None:
            if not self.broken:  # one that could not be read may be the one
                self.problems.append(t.UnknownCase(span=line.name.span, found=title, nearest=suggest(title, self.titled)))
            return {}
        about = self.subject(node, told=False)
        if about is not None and about.id != subject.id:
            self.problems.append(t.OtherSubject(span=line.name.span, found=title, other=about.name, own=subject.name))
            return {}
        return self.whole.get(id(node), {})

    # ------------------------------------------------------------ order

    def ordered(self) -> list[s.Case]:
        """The cases after those they begin with. A circle is told once; its cases and those that begin with them are left out."""
        done: dict[int, s.Case] = {}
        broken: set[int] = set()
        for start in self.nodes:
            trail: list[tuple[s.Case, Iterator[s.Case]]] = []
            step: s.Case | None = start if id(start) not in done else None
            while step or trail:
                if step:
                    trail.append((step, self.bases(step)))
                here, rest = trail[-1]
                step = None
                for base in rest:
                    place = next((n for n, (node, _) in enumerate(trail) if node is base), None)
                    if place is not None:
                        self.circle([node for node, _ in trail[place:]])
                    if place is not None or id(base) in broken:
                        broken.add(id(here))
                    elif id(base) not in done:
                        step = base
                        break
                if step is None:
                    trail.pop()
                    done[id(here)] = here
                    if id(here) in broken and trail:
                        broken.add(id(trail[-1][0]))
        return [node for key, node in done.items() if key not in broken]

    def circle(self, trail: Sequence[s.Case]) -> None:
        chain = " → ".join(node.title.text for node in (*trail, trail[0]))
        self.problems.append(t.CaseCycle(span=trail[0].title.span, chain=chain))

    def bases(self, node: s.Case) -> Iterator[s.Case]:
        """The cases that a case begins with."""
        names = (x.name.text for x in node.lines if isinstance(x, s.GivenFrom) and x.kind == "case")
        return (self.titled[name] for name in names if name in self.titled)


def _review(node: s.Case) -> tuple[tuple[str, date] | None, bool]:
    """Who has looked at a case and when, and whether it counts."""
    line = next((x for x in node.lines if isinstance(x, s.Review)), None)
    if line is None or line.by is None or line.day is None:
        return None, line is None
    return (line.by.text, line.day.day), True
