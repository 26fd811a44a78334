"""resolve: the files of a pack to one resolved form. Gathers declarations and binds every name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve

from policyrules.diagnostics import resolve as n
from policyrules.diagnostics.base import Label, Outcome, Problem, suggest
from policyrules.diagnostics.inherit import MisnamedParent
from policyrules.diagnostics.naming import UnknownNamePart
from policyrules.diagnostics.unused import UnusedValue
from policyrules.language import surface as s
from policyrules.language.builtins import BY_NAME
from policyrules.language.resolved import Bound, Resolved, Rule, Scope, Valued, as_records, choices, classes, paths
from policyrules.language.units import UNITS
from policyrules.language.vocabulary import Side
from policyrules.language.words import respace
from policyrules.passes.resolve_lists import every_field, list_problems, scoped, within
from policyrules.source import Source, Span

MOST_MENDS = 50
"""The most unknown names for which a known one is looked for, because that takes a while among thousands."""
ALIAS = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
KEYS = frozenset(("exceptions", "例外", "on"))
"""What stands for something else among the facts and in results."""


def resolve(files: Sequence[s.File]) -> Outcome[Resolved]:
    """The resolved form of a pack's files, in the order given, and every problem met."""
    return _Resolver(files).run()


class _Resolver:
    def __init__(self, files: Sequence[s.File]) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.scopes: dict[int, Scope] = {}
        self.mends: dict[tuple[int, str], tuple[str, str]] = {}
        self.used: dict[str, Span] = {}
        self.read = set[int]()
        """Values that something uses, by the identity of their nodes."""
        self.side: dict[Source, Side] = {f.span.source: f.vocabulary for f in files}
        statements = [x for f in files for x in f.statements]
        self.subjects = [x for x in statements if isinstance(x, s.Subject)]
        self.values = [x for x in statements if isinstance(x, Valued)]
        self.rules = [x for x in statements if isinstance(x, s.Rule)]

    def run(self) -> Outcome[Resolved]:
        header, under = self.headers()
        self.declarations()
        by_name = {x.head.name.text: x for x in self.subjects}
        constants = _scope(None, [v for v in self.values if isinstance(v, s.Parameter)])
        bound = self.shared(constants, by_name)
        rules = [x for rule in self.rules if (x := self.rule(rule, bound, by_name))]
        for subject in self.subjects:
            self.bind(constants, (x for f in every_field(subject.fields) for x in (f.type, f.constraints)))  # type: ignore[misc]
        for b in bound:
            self.bind(b.scope, (b.node,))
        ordered = self.order(bound)
        if header and any(isinstance(x, s.Meta) and x.key == "source" for x in header.lines):
            self.unused(bound)
        name = header.name.text if header else ""
        declared = [f for x in self.subjects for f in every_field(x.fields)]
        units = frozenset(f.type.unit.text for f in declared if isinstance(f.type, s.NumberType) and f.type.unit)
        done = Resolved(name, header, tuple(self.subjects), ordered, tuple(rules), units | UNITS.keys(), constants, under)
        return Outcome(done, tuple(self.problems))

    def unused(self, bound: Sequence[Bound]) -> None:
        """The 参数 and 设 of the pack itself that nothing uses; without rules they are declared for packs below."""
        if all(x.span.source.pack for x in self.rules):
            return
        own = [b.node for b in bound if not isinstance(b.node, s.Classification) and not b.node.span.source.pack]
        left = (x.head.name for x in own if id(x) not in self.read)
        self.problems += [UnusedValue(span=x.span, found=x.text) for x in left]

    def shared(self, constants: Scope, by_name: Mapping[str, s.Subject]) -> list[Bound]:
        """The values outside scorecards. Parameters may use parameters; 设 those and the 设 of their own subject."""
        bound = [Bound(v, constants, "", f"/{v.head.name.text}") for v in constants.values.values()]
        of: dict[int, list[s.Let | s.Classification]] = {}
        for value in self.values:
            if isinstance(value, s.Let):
                of.setdefault(id(self.subject_of_value(value, by_name)), []).append(value)
            elif isinstance(value, s.Classification) and (about := self.subject_named(value.subject, by_name)):
                of.setdefault(id(about), []).append(value)
        for subject in (*self.subjects, None):
            lets = of.get(id(subject), [])
            scope = self.scopes[id(subject)] = _scope(subject, [*constants.values.values(), *lets])
            bound += [Bound(x, scope, _alias(subject.head) if subject else "", f"/{x.head.name.text}") for x in lets]
            self.unlike_fields(lets, [subject] if subject else [])
        return bound

    def rule(self, node: s.Rule, bound: list[Bound], by_name: Mapping[str, s.Subject]) -> Rule | None:
        """A rule with its scope, its names bound."""
        if isinstance(node, s.Scorecard):
            return self.card(node, bound, by_name)
        bare = isinstance(node, s.Classification)  # its names are bound with the values, and its subject was looked for there
        subject = by_name.get(node.subject.text) if bare else self.subject_named(node.subject, by_name)
        if subject is None:
            return None
        scope = self.scopes[id(subject)]
        if isinstance(node, s.Naming):
            self.bind(scope, self.naming(node, scope))
        elif not isinstance(node, s.Classification):
            self.bind(scope, (node.measure, *node.body) if isinstance(node, s.Target) else node.body)
        return Rule(node, scope, subject)

    def naming(self, node: s.Naming, scope: Scope) -> Iterator[s.Node]:
        """What is to be bound of a 命名; a part that nothing is called by is told with what it may have been meant for."""
        yield from (node.given,) if node.given else ()
        for line in node.body:
            if not isinstance(line, s.Template):
                yield line
                continue
            for slot in line.slots:
                yield from (slot.condition,) if slot.condition else ()
                name = slot.part.steps[0].text if isinstance(slot.part, s.Path) else ""
                self.reads(scope, name)
                if name and name not in BY_NAME and name not in scope.names():
                    near = suggest(name, [*scope.fields, *scope.values])
                    self.problems.append(UnknownNamePart(span=slot.part.span, found=name, nearest=near))

    def card(self, node: s.Scorecard, bound: list[Bound], by_name: Mapping[str, s.Subject]) -> Rule | None:
        """A scorecard with its scope; its values join ``bound``."""
        subject = self.subject_named(node.subject, by_name)
        lets = [x for x in _lines(node) if isinstance(x, s.Let)]
        self.distinct([x.head.name for x in lets], [v.head.name for v in self.values])
        self.aliases([x.head for x in lets], dict(self.used), needed=False)
        self.unlike_fields(lets, [subject] if subject else [])
        self.problems += [n.MisplacedSubject(span=x.subject.span, found=x.head.name.text) for x in lets if x.subject]
        apart = set(map(id, _of_records(node)))
        own = [x for x in lets if id(x) not in apart]
        if subject is None:  # its names cannot be looked up, and what is wrong was told
            return None
        scope = evolve(_scope(subject, [*self.scopes[id(subject)].values.values(), *own]), parts=_scored(node))
        bound += [Bound(x, scope, _alias(subject.head), f"{_alias(node.head)}/{x.head.name.text}") for x in own]
        shared = set(map(id, own))
        for place, line in _placed(node, scope):
            self.bind(place, () if id(line) in shared else (line,))
        return Rule(node, scope, subject)

    # ------------------------------------------------------------ declarations

    def headers(self) -> tuple[s.Header | None, tuple[s.Header, ...]]:
        """The pack's own header, and those of the packs above it."""
        packs = dict.fromkeys(("", *(f.span.source.pack for f in self.files)))
        own, *above = [self.header(pack) for pack in packs]
        return own, tuple(h for h in above if h)

    def header(self, pack: str) -> s.Header | None:
        files = [f for f in self.files if f.span.source.pack == pack]
        headers = [f.header for f in files if f.header]
        self.problems += [n.HeaderCount(span=h.span, many=True) for h in headers[1:]]
        if not headers:
            first = files[0].span.source if files else Source("", "")
            self.problems.append(n.HeaderCount(span=Span(first, 0, min(1, len(first.text)))))
        elif pack and headers[0].name.text != pack:
            name = headers[0].name
            self.problems.append(MisnamedParent(span=name.span, found=name.text, pack=pack))
        return headers[0] if headers else None

    def declarations(self) -> None:
        subjects = [x.head for x in self.subjects]
        self.distinct(x.name for x in subjects)
        self.distinct(x.head.name for x in self.rules if not isinstance(x, s.Classification))
        self.distinct(v.head.name for v in self.values)
        self.aliases([*subjects, *(x.head for x in self.rules)], self.used)
        self.aliases([v.head for v in self.values if not isinstance(v, s.Classification)], self.used, needed=False)
        self.keys(subjects)
        for subject in self.subjects:
            self.fields(subject.fields)
        self.unlike_fields([v for v in self.values if isinstance(v, s.Parameter)], self.subjects)
        for rule in self.rules:
            if isinstance(rule, s.Scorecard):
                self.parts(rule)
            elif isinstance(rule, s.Classification):
                self.rows(rule.rows)

    def fields(self, fields: Sequence[s.Field]) -> None:
        heads = [f.head for f in fields]
        self.distinct(x.name for x in heads)
        self.aliases(heads)
        self.keys(heads)
        self.unlike_builtins(heads)
        for field in fields:
            if isinstance(field.type, s.ListType):
                self.fields(field.type.fields)

    def parts(self, block: s.Scorecard | s.Part) -> None:
        parts = [x.head for x in block.body if isinstance(x, s.Part | s.TotalLine)]
        given = [x.give.alias for x in block.body if isinstance(x, s.Award) and isinstance(x.give, s.Rated)]
        rated = [s.Head(x, x, span=x.span) for x in given if x]
        self.distinct(x.name for x in parts)
        self.aliases([*parts, *rated])
        self.keys([*parts, *rated], top=isinstance(block, s.Scorecard))
        for part in (x for x in block.body if isinstance(x, s.Part)):
            self.parts(part)
        for grades in (x for x in block.body if isinstance(x, s.Grades)):
            self.rows(grades.rows)

    def rows(self, rows: Sequence[s.Node]) -> None:
        """Grades or classes."""
        heads = [r.head for r in rows if isinstance(r, s.Grade)]
        self.distinct(h.name for h in heads)
        self.aliases(heads)

    def distinct(self, names: Iterable[s.Name], before: Iterable[s.Name] = ()) -> None:
        seen = {x.text: x.span for x in before}
        for name in names:
            if name.text in seen:
                first = Label(span=seen[name.text], zh="先在这里声明", en="first declared here")
                self.problems.append(n.DuplicateName(span=name.span, found=name.text, labels=(first,)))
            seen.setdefault(name.text, name.span)

    def aliases(self, heads: Iterable[s.Head], seen: dict[str, Span] | None = None, *, needed: bool = True) -> None:
        """Aliases of one space; ``seen`` are those already in it and is added to."""
        seen = {} if seen is None else seen
        for head in heads:
            alias = head.alias
            if alias is None:
                if needed:
                    self.problems.append(n.MissingAlias(span=head.name.span, found=head.name.text))
            elif not ALIAS.fullmatch(alias.text):
                self.problems.append(n.BadAlias(span=alias.span, found=alias.text))
            elif alias.text in seen:
                first = Label(span=seen[alias.text], zh="先在这里使用", en="first used here")
                self.problems.append(n.DuplicateAlias(span=alias.span, found=alias.text, labels=(first,)))
            else:
                seen[alias.text] = alias.span

    def keys(self, heads: Sequence[s.Head], *, top: bool = True) -> None:
        """Facts may be called by name or alias, so no alias may be another's name; nor, at the ``top``, either a fixed key."""
        named = {x.name.text: x.name.span for x in reversed(heads)}
        for head in heads:
            alias = head.alias or head.name
            if alias.text != head.name.text and alias.text in named and ALIAS.fullmatch(alias.text):
                other = Label(span=named[alias.text], zh="这里用它作名称", en="here it is a name")
                self.problems.append(n.AliasIsName(span=alias.span, found=alias.text, labels=(other,)))
            for name in dict.fromkeys((head.name, alias)) if top else ():
                if name.text in KEYS:
                    self.problems.append(n.FixedMeaning(span=name.span, found=name.text))

    def unlike_builtins(self, heads: Iterable[s.Head]) -> None:
        """What is known everywhere cannot be declared again."""
        self.problems += [n.FixedMeaning(span=x.name.span, found=x.name.text) for x in heads if x.name.text in BY_NAME]

    def unlike_fields(self, values: Sequence[Valued], subjects: Iterable[s.Subject]) -> None:
        """In a rule about any of the ``subjects`` a field would hide a value of its name."""
        fields = {f.head.name.text: f.head.name.span for x in subjects for f in x.fields}
        for name in (v.head.name for v in values if v.head.name.text in fields):
            field = Label(span=fields[name.text], zh="这里是对象的字段", en="here it is a field of the subject")
            self.problems.append(n.DuplicateName(span=name.span, found=name.text, labels=(field,)))
        self.unlike_builtins(v.head for v in values)

    # ------------------------------------------------------------ names

    def subject_named(self, name: s.Name, subjects: Mapping[str, s.Subject]) -> s.Subject | None:
        found = subjects.get(name.text)
        if found is None:
            self.problems.append(n.UnknownName(span=name.span, found=name.text, nearest=suggest(name.text, subjects)))
        return found

    def subject_of_value(self, value: s.Let, subjects: Mapping[str, s.Subject]) -> s.Subject | None:
        if value.subject:
            return self.subject_named(value.subject, subjects)
        if len(self.subjects) > 1:
            known = "、".join(subjects)
            self.problems.append(n.SubjectNeeded(span=value.head.name.span, found=value.head.name.text, subjects=known))
        return self.subjects[0] if self.subjects else None

    def bind(self, scope: Scope, nodes: Iterable[s.Node]) -> None:
        for node in nodes:
            for place, name in scoped(node, scope):
                if isinstance(name, s.Records):
                    self.problems += list_problems(place, name)
                else:
                    self.bind_path(place, name)

    def bind_path(self, scope: Scope, path: s.Path | s.Call) -> None:
        if isinstance(path, s.Path) and scope.points(path) is not None:
            return
        if isinstance(path, s.Path) and len(path.steps) > 1:
            records, field = as_records(path), scope.fields.get(path.steps[0].text)
            if records and field and isinstance(field.type, s.ListType):
                self.problems += list_problems(scope, records)
            else:
                self.unknown(scope, path.span, path.span.text)
            return
        name = path.steps[0] if isinstance(path, s.Path) else path.name
        builtin = BY_NAME.get(name.text)
        if isinstance(path, s.Call):
            if builtin is None or not builtin.arity:
                near = suggest(name.text, [b for b, row in BY_NAME.items() if row.arity])
                self.problems.append(n.UnknownName(span=name.span, found=name.text, nearest=near))
            return
        self.reads(scope, name.text)
        known = name.text in scope.fields or name.text in scope.values or name.text in scope.choices
        if not known and not (builtin and not builtin.arity):
            self.unknown(scope, name.span, name.text)

    def reads(self, scope: Scope, name: str) -> None:
        """That a name is read, which may be that of a value."""
        if name in scope.values and name not in scope.fields:
            self.read.add(id(scope.values[name]))

    def unknown(self, scope: Scope, span: Span, found: str) -> None:
        mend = self.mends.get((id(scope), found))
        if mend is None:
            mend = self.mend(scope, span, found) if len(self.mends) < MOST_MENDS else ("", "")
            self.mends[id(scope), found] = mend
        self.problems.append(n.UnknownName(span=span, found=found, nearest=mend[0], spaced=mend[1]))

    def mend(self, scope: Scope, span: Span, found: str) -> tuple[str, str]:
        """The known name nearest to an unknown one, or that one taken apart."""
        names = scope.names()
        listed = {name for name, field in scope.fields.items() if isinstance(field.type, s.ListType)}
        if found[-2:] in ("个数", "次数", "数量") and (found[:-2] in listed or not found[:-2]):
            return f"{found[:-2] or '…'}的{found[-2:].replace('数量', '个数')}", ""
        near = suggest(found, [*names, *(b for b, row in BY_NAME.items() if not row.arity)])
        return near, "" if near else respace(found, names, self.side.get(span.source, "zh"))

    # ------------------------------------------------------------ order

    def order(self, bound: Sequence[Bound]) -> tuple[Bound, ...]:
        """Values after those they use. A circle is told once; its values and those that use them are left out."""
        by_node = {id(b.node): b for b in bound}
        open_, broken = set[int](), set[int]()
        done: dict[int, None] = {}
        for start in by_node:
            trail: list[tuple[int, Iterator[int]]] = []
            step: int | None = start if start not in done else None
            while step or trail:
                if step:
                    open_.add(step)
                    trail.append((step, iter(uses(by_node[step]))))
                here, rest = trail[-1]
                step = None
                for used in rest:
                    if used in open_:
                        self.circle([by_node[t] for t, _ in trail], by_node[used])
                        broken.add(here)
                    elif used in broken:
                        broken.add(here)
                    elif used in by_node and used not in done:
                        step = used
                        break
                if step is None:
                    trail.pop()
                    open_.discard(here)
                    done[here] = None
                    if here in broken and trail:
                        broken.add(trail[-1][0])
        return tuple(by_node[x] for x in done if x not in broken)

    def circle(self, trail: list[Bound], back: Bound) -> None:
        names = [b.node.head.name.text for b in [*trail[trail.index(back) :], back]]
        self.problems.append(n.Recursion(span=back.node.head.name.span, found=names[0], chain=" → ".join(names)))


def uses(bound: Bound) -> list[int]:
    """The values a value uses, by the identity of their nodes, once each."""
    names = dict.fromkeys(p.steps[0].text for p in paths(bound.node) if isinstance(p, s.Path))
    return [id(bound.scope.values[x]) for x in names if x in bound.scope.values and x not in bound.scope.fields]


def _scope(subject: s.Subject | None, values: Iterable[Valued]) -> Scope:
    fields = {f.head.name.text: f for f in subject.fields} if subject else {}
    named = {v.head.name.text: v for v in values}
    said = (x.text for v in named.values() if isinstance(v, s.Let) and v.options for x in v.options.options)
    return Scope(fields, named, choices(fields.values()) | classes(named.values()) | frozenset(said))


def _alias(head: s.Head) -> str:
    return head.alias.text if head.alias else head.name.text


def _scored(card: s.Scorecard) -> dict[tuple[str, ...], str]:
    """Keys of the parts by their names from the scorecard down, and by each end of these that only one part has; and of totals,
    before parts of their name further down."""
    found: dict[tuple[str, ...], set[str]] = {}
    stack = [(x, tuple[str, ...](), tuple[str, ...]()) for x in card.body if isinstance(x, s.Part)]
    while stack:
        part, above, aliases = stack.pop()
        names, ids = (*above, part.head.name.text), (*aliases, _alias(part.head))
        for start in range(len(names)):
            found.setdefault(names[start:], set()).add("part " + ".".join(ids))
        stack += [(x, names, ids) for x in part.body if isinstance(x, s.Part)]
    totals = {(x.head.name.text,): f"total {_alias(x.head)}" for x in card.body if isinstance(x, s.TotalLine)}
    return {names: next(iter(own)) for names, own in found.items() if len(own) == 1} | totals


def _lines(block: s.Scorecard | s.Part) -> Iterator[s.PartLine | s.ScoreLine]:
    """The lines of a block and of the parts in it."""
    for line in block.body:
        yield line
        if isinstance(line, s.Part):
            yield from _lines(line)


def _of_records(block: s.Scorecard | s.Part) -> Iterator[s.Let]:
    """The 设 of 逐条, each of which is worked out for every record."""
    for line in block.body:
        if isinstance(line, s.Part):
            yield from (x for x in line.body if line.over and isinstance(x, s.Let))
            yield from _of_records(line)


def _placed(block: s.Scorecard | s.Part, scope: Scope) -> Iterator[tuple[Scope, s.Node]]:
    """The lines of a block and of the parts in it, each with what names mean there: of 逐条, the fields of a record and the 设
    above. A part itself comes as its points, its limits and its list."""
    if isinstance(block, s.Scorecard) and block.full:
        yield scope, block.full
    each = isinstance(block, s.Part) and bool(block.over)
    inner = within(block.over[0], scope) if isinstance(block, s.Part) and block.over else scope
    for line in block.body:
        if isinstance(line, s.Part):
            yield from ((scope, x) for x in (line.points, *line.limits, *line.over) if x)
            yield from _placed(line, scope)
        elif isinstance(line, s.Let) and each:
            yield inner, line
            inner = evolve(inner, values={**inner.values, line.head.name.text: line})
        else:
            scored = isinstance(line, s.TotalLine | s.Grades | s.Ranking)
            yield inner if isinstance(line, s.Award) else evolve(scope, scored=True) if scored else scope, line
