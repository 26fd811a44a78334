"""check: the resolved form to a program of the core, kinds, units, points and ranges checked. Only this pass makes a `Program`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from attrs import evolve

from policyrules.diagnostics import check as c
from policyrules.diagnostics import classes as r
from policyrules.diagnostics import lint
from policyrules.diagnostics import list_nothing as d
from policyrules.diagnostics import notes as m
from policyrules.diagnostics import points as q
from policyrules.diagnostics import resolve as n
from policyrules.diagnostics import units as u
from policyrules.diagnostics.base import Label, Outcome, Problem
from policyrules.diagnostics.list_bounds import ListBound
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.family import Family
from policyrules.language.resolved import Bound, Resolved, Rule, Scope
from policyrules.language.units import unit
from policyrules.language.values import Dates, Interval, known
from policyrules.language.vocabulary import word
from policyrules.passes.check.brought import READ, Origins
from policyrules.passes.check.classes import classification
from policyrules.passes.check.expressions import Expressions
from policyrules.passes.check.lists import most_records
from policyrules.passes.check.naming import Namings
from policyrules.passes.check.notes import Notes, Register, assessed, every_note, joined, owed, placed, stray, unheard, when_none
from policyrules.passes.check.replaced import loosened, retyped
from policyrules.passes.check.requirements import requirement
from policyrules.passes.check.rounded import rounded
from policyrules.passes.check.scorecard import Scorecards
from policyrules.passes.check.size import Size, size
from policyrules.passes.check.targets import target
from policyrules.passes.check.types import POINT, Typed, kind_name
from policyrules.passes.check.unruled import unruled


def check(resolved: Resolved, family: Family) -> Outcome[core.Program]:
    """The program, and every problem met. The files of the family give the assumptions their order."""
    return _Checker(resolved, family).run()


class _Checker:
    def __init__(self, resolved: Resolved, family: Family) -> None:
        self.resolved, self.replaced, self.unruled, files = resolved, family.replaced, family.unruled, family.files
        self.problems: list[Problem] = []
        self.register = Register()
        notes = [x for f in files for x in every_note(f)]
        self.register.number(x for x in notes if isinstance(x, s.Assume))
        statements = [x for f in files for x in f.statements]
        governing = {id(x) for card in statements if isinstance(card, s.Scorecard) for x in placed(card)}
        governing |= {id(x) for rule in statements if isinstance(rule, s.Requirement | s.Target | s.Naming) for x in owed(rule)}
        self.problems += [m.EmptyNote(span=x.span) for x in notes if _blank(x)]
        self.problems += [
            m.MisplacedStrictness(span=x.span) for x in notes if isinstance(x, s.Strictness) and id(x) not in governing
        ]
        self.problems += [d.WhenNoneWithoutList(span=x.span) for f in files for x in stray(f)]
        self.reading: dict[str, dict[str, bool]] = {}
        """用语 by pack: its own words, and those of the packs above it that it leaves as they are."""
        self.fields: dict[str, dict[str, core.Field]] = {}
        self.values: dict[int, core.Value] = {}
        self.classes: dict[int, core.Classification] = {}
        self.bounds: dict[str, Any] = {"total": Interval(), "on": Dates()}
        self.sizes: dict[str, Size] = {}
        self.origins = Origins()
        dated = [x.node for x in resolved.rules if isinstance(x.node, s.Scorecard | s.Requirement | s.Target)]
        self.years = {_alias(x.head): year for x in dated if (year := assessed(x)) is not None}
        """The year of the assessment period of each rule that has one."""

    def run(self) -> Outcome[core.Program]:
        headers = (self.resolved.header, *self.resolved.under)
        *above, document = [self.document(h) for h in reversed(headers)]
        for bound in (b for b in self.resolved.values if isinstance(b.node, s.Parameter)):
            self.value(bound)
        subjects = [self.subject(x) for x in self.resolved.subjects]
        for bound in (b for b in self.resolved.values if not isinstance(b.node, s.Parameter)):
            self.value(bound)
        rated = {x.id: list[core.Field]() for x in subjects}
        rules = [x for rule in self.resolved.rules if (x := self.rule(rule, rated[_alias(rule.subject.head)]))]
        for subject in subjects:
            self.ratings(subject, rated[subject.id])
        self.paths(rules)
        if document.sources:
            self.problems += [p for rule in rules for p in uncited(rule)]
        whole = tuple(evolve(x, fields=x.fields + tuple(rated[x.id])) for x in subjects)
        program = core.Program(
            *(self.resolved.name, document, whole, tuple(self.values.values()), tuple(rules)),
            citations=self.register.cites,
            assumptions=self.register.assumptions,
            above=tuple(above[::-1]),
            unruled=tuple(unruled(self.unruled, self.problems)),
        )
        return Outcome(program, tuple(self.problems))

    def rule(self, rule: Rule, rated: list[core.Field]) -> core.Rule | None:
        """A rule that gives an outcome; None where that was told."""
        node, alias = rule.node, _alias(rule.subject.head)
        place = evolve(self.place(alias, rule.scope), year=self.years.get(_alias(node.head)))
        checker = Scorecards(place, self.register, self.origins, rated)
        match node:
            case s.Scorecard():
                return checker.card(rule, node)
            case s.Requirement():
                return requirement(checker, node, alias)
            case s.Target():
                return target(checker, node, alias)
            case s.Classification():
                return self.classes.get(id(node))
            case s.Naming():
                return Namings(place, self.register, self.origins).naming(node, alias)

    def ratings(self, subject: core.Subject, rated: Sequence[core.Field]) -> None:
        """What is rated is a fact named by its path, so no field may be called so, and it may be rated only once."""
        taken = {x: f.span for f in core.every_field(subject.fields) for x in (f.alias, f.name)}
        for fact in rated:
            told = next((x for x in (fact.alias, fact.name) if x in taken), None)
            if told is not None:
                other = Label(span=taken[told], zh="先在这里使用", en="first used here")
                self.problems.append(n.TakenPath(span=fact.span, found=told, labels=(other,)))
            taken |= {fact.alias: fact.span, fact.name: fact.span}

    def paths(self, rules: Sequence[core.Rule]) -> None:
        """Parts, requirements and targets are found by their path in results and facts, so no two rules of a subject may share
        one; nor a path of names where both take exceptions."""
        seen: dict[tuple[str, str], core.Excusable] = {}
        for rule in rules:
            here: dict[tuple[str, str], core.Excusable] = {}
            for part in _found_by_path(rule):
                named = ".".join(part.names)
                keys = {part.id: n.DuplicateAlias} | ({named: n.DuplicateName} if part.excusable else {})
                here |= {(rule.subject, key): part for key in keys}
                before = {key: x for key in keys if (x := seen.get((rule.subject, key)))}
                told = not isinstance(part, core.Part)  # of two rules it was
                twice = next((key for key, x in before.items() if isinstance(x, core.Part) or not told), None)
                if twice:
                    first = Label(span=before[twice].span, zh="先在这里使用", en="first used here")
                    self.problems.append(keys[twice](span=part.span, found=twice, labels=(first,)))
            seen |= here

    def place(self, subject: str, scope: Scope) -> Expressions:
        """The checker of expressions about a subject ("" for constants)."""
        by_name = {f.name: f for f in self.fields.get(subject, {}).values()}
        shared = (self.values, self.resolved.units, self.reading, self.problems, self.bounds)
        return Expressions(by_name, scope, *shared, sizes=self.sizes)

    # ------------------------------------------------------------ header

    def document(self, header: s.Header | None) -> core.Document:
        """What a header says. Those of packs above come first, so that what is not said of words here is taken over."""
        if header is None:
            return core.Document()
        pack = header.span.source.pack
        self.reading[pack] = dict(next(reversed(self.reading.values()), {}))
        self.origins.reading[pack] = next(reversed(self.origins.reading.values()), {}).copy()
        own = self.register.read(header.notes, "basis")
        facts: dict[str, Any] = {"title": header.title.text if header.title else header.name.text, "name": header.name.text}
        cites, assumptions = list(own.cites), list(own.assumptions)
        seen: set[str] = set()
        for line in header.lines:
            kind: core.AssumptionKind = (
                "period" if isinstance(line, s.InForce) else "reading" if isinstance(line, s.Reading) else "basis"
            )
            notes = self.register.read(line.notes, kind)
            cites += notes.cites
            assumptions += notes.assumptions
            key = line.key if isinstance(line, s.Meta) else type(line).__name__
            if key in seen:
                self.problems.append(q.OnlyOnce(span=line.span, found=line.span.text.split()[0]))
            seen.add(key)
            match line:
                case s.Meta(key="document number"):
                    facts["number"] = line.values[0].text
                case s.Meta(key="issued by"):
                    facts["issuers"] = tuple(v.text for v in line.values)
                case s.Meta(key="source"):
                    facts["sources"] = tuple(v.text for v in line.values)
                case s.Dated():
                    facts["dated"] = line.day.day
                case s.InForce():
                    facts |= {"start": line.start.day, "end": line.end.day if line.end else None}
                    if line.end and line.start.day > line.end.day:
                        self.problems.append(q.BadRange(span=line.span, found=line.span.text))
                case s.Reading():
                    self.read_words(line, self.reading[pack])
                    self.origins.reading[pack] |= {w: notes.assumptions for w, _ in line.words}
        return core.Document(**facts, cites=tuple(cites), assumptions=tuple(assumptions))

    def read_words(self, line: s.Reading, reading: dict[str, bool]) -> None:
        """用语: each word once, and only those whose sense is open."""
        seen = set[str]()
        for spelt, included in line.words:
            row = word(spelt)
            if row.en not in READ:
                self.problems.append(m.FixedReading(span=line.span, zh_word=row.zh, en_word=row.en))
            elif spelt in seen:
                self.problems.append(q.OnlyOnce(span=line.span, found=row.en if row.en in line.span.text else row.zh))
            seen.add(spelt)
            reading[spelt] = included

    # ------------------------------------------------------------ subjects

    def subject(self, node: s.Subject) -> core.Subject:
        alias = _alias(node.head)
        self.register.read(node.notes, "basis")
        made = self.fields.setdefault(alias, {})
        made |= {fact.alias: fact for fact in self.rows(node.fields)}
        label = node.head.title.text if node.head.title else node.head.name.text
        return core.Subject(alias, node.head.name.text, label, tuple(made.values()), node.span)

    def rows(self, rows: Sequence[s.Field], path: str = "", lists: tuple[str, ...] = ()) -> Iterator[core.Field]:
        """The fields of a subject or, below ``path``, of a list's records."""
        place = self.place("", self.resolved.constants)
        for row in rows:
            amounts = [*(x.value for x in row.constraints if isinstance(x, s.Bound))]
            if isinstance(row.type, s.JudgedType):
                amounts += [x for x in (row.type.low, row.type.high, row.type.step) if x]
            fact = self.field(row, path + _alias(row.head), lists)
            named = self.origins.by(x for a in amounts for x in place.named(a))
            self.origins.own[fact] = joined(self.register.read(row.notes, "basis"), named)
            yield fact

    def field(self, node: s.Field, alias: str, lists: tuple[str, ...]) -> core.Field:
        kind = node.type
        facts: dict[str, Any] = {"optional": any(isinstance(x, s.OrNone) for x in node.constraints), "lists": lists}
        facts["title"] = node.head.title.text if node.head.title else ""
        made: core.Type
        match kind:
            case s.BoolType():
                made = core.Bool()
            case s.NumberType():
                ratio = kind.kind == "ratio"
                if ratio and kind.unit:
                    self.problems.append(u.RatioWithUnit(span=kind.unit.span, found=node.head.name.text, unit=kind.unit.text))
                own = unit(kind.unit.text) if kind.unit and not ratio else None
                made = core.Quantity(own, kind.kind == "whole number of", ratio)
            case s.DateType():
                made = core.Day()
            case s.TextType():
                made = core.Text()
            case s.LevelType():
                made = core.Levels(self.choices(kind.levels))
            case s.OptionType():
                made = core.Options(self.choices(kind.options))
            case s.ListType():
                made = core.Records(tuple(self.rows(kind.fields, f"{alias}.", (*lists, node.head.name.text))))
            case s.JudgedType():
                made = core.Bool() if kind.low is None else POINT
                facts |= {"judged": True, "judge": kind.judge.text if kind.judge else "", **self.judged(kind)}
        if isinstance(made, core.Records) and facts["optional"]:
            none = next(x for x in node.constraints if isinstance(x, s.OrNone))
            self.problems.append(ListBound(span=none.span, found=none.span.text))
            facts["optional"] = False
        fact = core.Field(node.head.name.text, alias, made, node.span, **facts)
        for bound in (x for x in node.constraints if isinstance(x, s.Bound)):
            fact = self.bound(fact, bound)
        if before := self.replaced.get(id(node)):
            told = len(self.problems)
            was = self.field(before, alias, lists)  # type: ignore[arg-type]
            self.problems[told:] = loosened(fact, was)
        if isinstance(made, core.Quantity) and fact.low is None:
            self.problems.append(lint.Unbounded(span=node.head.span, found=fact.name))
        if not fact.judged and fact.low is not None and fact.high is not None and fact.low > fact.high:  # type: ignore[operator]
            self.problems.append(q.BadRange(span=node.span, found=node.span.text))
        return fact

    def choices(self, names: Sequence[s.Name]) -> tuple[str, ...]:
        seen: dict[str, None] = {}
        for name in names:
            if name.text.removesuffix("级") in {x.removesuffix("级") for x in seen}:
                self.problems.append(n.DuplicateName(span=name.span, found=name.text))
            seen[name.text] = None
        return tuple(seen)

    def judged(self, node: s.JudgedType) -> dict[str, Any]:
        place, ends = self.place("", self.resolved.constants), {}
        for key, expr in (("low", node.low), ("high", node.high), ("step", node.step)):
            done = place.constant(expr, POINT) if expr else None
            ends[key] = done[0] if done else None
        low, high, step = ends["low"], ends["high"], ends["step"]
        if low is not None and high is not None and (low > high or (step is not None and (step <= 0 or (high - low) % step))):
            self.problems.append(q.BadRange(span=node.span, found=node.span.text))
        return ends

    def bound(self, fact: core.Field, node: s.Bound) -> core.Field:
        place = self.place("", self.resolved.constants)
        value: Any
        if isinstance(fact.type, core.Records):
            most = most_records(place, node)
            return evolve(fact, high=most) if most is not None and fact.high is None else fact
        if isinstance(fact.type, core.Day):
            value = self.day(place, node)
        elif isinstance(fact.type, core.Quantity):
            constant = place.constant(node.value, fact.type)
            value = constant[0] if constant else None
        else:
            value = None
            kinds: dict[str, Any] = {
                "wanted_zh": "数量或日期",
                "wanted_en": "a quantity or a date",
                "found_zh": "没有大小之分的值",
                "found_en": "something without an order",
            }
            self.problems.append(c.WrongKind(span=node.span, found=fact.name, **kinds))
        if value is None:
            return fact
        op = place._operator(node.span, node.word)
        end = {"ge": "low", "gt": "low", "le": "high", "lt": "high"}.get(op)
        if end is None or getattr(fact, end) is not None:
            self.problems.append(q.OnlyOnce(span=node.span, found=node.span.text))
            return fact
        strict: dict[str, Any] = {"gt": {"above": True}, "lt": {"below": True}}.get(op, {})
        return evolve(fact, **{end: value}, **strict)

    def day(self, place: Expressions, node: s.Bound) -> date | None:
        """The bound of a date."""
        done = place.expr(node.value)
        if done is None:
            return None
        if not isinstance(done.type, core.Day):
            (wanted_zh, wanted_en), (found_zh, found_en) = kind_name(core.Day()), kind_name(done.type)
            kinds: dict[str, Any] = {"wanted_zh": wanted_zh, "wanted_en": wanted_en, "found_zh": found_zh, "found_en": found_en}
            mends: dict[str, Any] = {"mend_zh": "写成 2000-01-01 的形式", "mend_en": "write it like 2000-01-01"}
            self.problems.append(c.WrongKind(span=done.span, found=done.span.text, **kinds, **mends))
            return None
        if not isinstance(done.expr, core.Lit):
            self.problems.append(c.NotConstant(span=node.span, found=node.value.span.text))
            return None
        return done.expr.value  # type: ignore[return-value]

    # ------------------------------------------------------------ values

    def value(self, bound: Bound) -> None:
        if isinstance(bound.node, s.Classification):
            self.classify(bound.node, bound)
        else:
            self.stated(bound.node, bound)

    def stated(self, node: s.Let | s.Parameter, bound: Bound) -> None:
        parameter = isinstance(node, s.Parameter)
        place = self.place(bound.subject, bound.scope)
        place.empty = when_none(node.notes, self.problems, part=False) if not parameter else None
        place.year = self.years.get(bound.id.partition("/")[0])
        done = self.chosen(place, node)
        points = done is not None and done.type == POINT
        kind: core.AssumptionKind = ("points" if points else "threshold") if parameter else "basis"
        notes = self.register.read(node.notes, kind)
        name = node.head.name.text
        if parameter and not (notes.cites or notes.assumptions):
            self.problems.append(m.MissingOrigin(span=node.head.span, found=name))
        if done is None:
            return
        if done.type is None or done.optional:
            self.problems.append(c.OptionalUsed(span=node.value.span, found=node.value.span.text))
            return
        if wrong := retyped(place, node, done, self.replaced.get(id(node))):
            self.problems.append(wrong)
            return
        expr = done.expr
        if isinstance(node, s.Let) and node.rounding:
            steps = self.origins.by(place.named(node.rounding.step))
            notes = joined(notes, self.register.read(node.rounding.notes, "rounding"), steps)
            made = rounded(place, done, node.rounding, node.value.span)
            if made is None:
                return
            expr = made.expr
        if not parameter:
            self.problems += unheard(node.notes, (expr,), False)
        static = place.static(expr)
        if parameter and not known(static):
            self.problems.append(c.NotConstant(span=node.value.span, found=node.value.span.text))
            return
        facts = (done.type, node.span, parameter, bound.subject, notes.assumptions, notes.cites)
        self.values[id(node)] = core.Value(bound.id, name, expr, *facts)
        self.bounds[bound.id], self.sizes[bound.id] = static, size(expr, self.sizes)
        self.origins.own[bound.id], self.origins.exprs[bound.id] = notes, expr

    def chosen(self, place: Expressions, node: s.Parameter | s.Let) -> Typed | None:
        """What a value is worked out from; one of its options, where it says which they are."""
        if isinstance(node, s.Parameter) or node.options is None:
            return place.expr(node.value)
        want = core.Options(self.choices(node.options.options))
        done = place.expr(node.value, want)
        if done is not None and done.type is not None and done.type != want:
            place._wrong(done, f"选项{'、'.join(want.names)}之一", f"one of the options {', '.join(want.names)}")
            return None
        return done

    def classify(self, node: s.Classification, bound: Bound) -> None:
        """A classification, and the class as other rules read it."""
        checker = Scorecards(self.place(bound.subject, bound.scope), self.register, self.origins, [])
        made = classification(checker, node, bound)
        if made is None:
            return
        self.classes[id(node)], self.values[id(node)] = made, made.value
        self.bounds[bound.id] = checker.expressions.static(made.value.expr)
        self.origins.own[bound.id] = Notes(made.value.cites, made.value.assumptions)
        self.origins.exprs[bound.id] = made.value.expr


def _found_by_path(rule: core.Rule) -> Iterator[core.Excusable]:
    if isinstance(rule, core.Scorecard):
        yield from (part for part in rule.root.walk() if part.id)
    elif isinstance(rule, core.Requirement | core.Target):
        yield rule


def uncited(rule: core.Rule) -> Iterator[Problem]:
    """What of a rule decides something and quotes nothing."""
    match rule:
        case core.Scorecard():
            yield from (lint.UncitedAward(span=p.span, label=p.label) for p in rule.root.walk() if p.leaf and not p.cites)
        case core.Classification():
            if not rule.cites:
                yield from (r.UncitedRow(span=row.span, label=row.label) for row in rule.rows if row.condition and not row.cites)
        case core.Template():
            if not rule.cites:
                yield r.UncitedRow(span=rule.span, label=rule.label)
        case core.Requirement():
            if not rule.cites:
                yield from (r.UncitedRow(span=duty.span, label=rule.label) for duty in rule.duties if not duty.cites)
        case core.Target():
            if not rule.cites:
                yield from (r.UncitedRow(span=row.span, label=rule.label) for row in rule.rows if not row.cites)


def _blank(note: s.Annotation) -> bool:
    text = note.text if isinstance(note, s.Assume) else note.quote if isinstance(note, s.Cite) else None
    return text is not None and not text.text.strip()


def _alias(head: s.Head) -> str:
    return head.alias.text if head.alias else head.name.text
