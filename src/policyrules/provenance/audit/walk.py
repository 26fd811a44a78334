"""The lines of the rules of a pack with what each claims, in the order they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Literal

from attrs import evolve

from policyrules.language import surface as s
from policyrules.provenance.audit.claims import Amount, Claim, Line, Role, Scope
from policyrules.provenance.audit.expressions import Known, Reader, nodes
from policyrules.source import Span

_Form = Literal["value", "head", "award", "otherwise", "duty", "gate", "row", "other"]
_DECLARED = s.Subject | s.Parameter | s.Let | s.Scorecard | s.Classification | s.Naming | s.Target | s.Requirement


def known(files: Iterable[s.File]) -> Known:
    """What the names of a pack and of those above it stand for; of two of one name the first."""
    found = Known(reading=_reading(files))
    for file in files:
        for statement in file.statements:
            what = statement.what if isinstance(statement, s.Amend) else statement
            if isinstance(what, s.Parameter):
                found.parameters.setdefault(what.head.name.text, (what.value, scope(what.notes, _kind_of(what.value))))
            elif isinstance(what, s.Subject):
                found.levels |= {x.text for node in nodes(what) if isinstance(node, s.LevelType) for x in node.levels}
    return found


def _reading(files: Iterable[s.File]) -> dict[str, bool]:
    lines = [x for f in files if f.header for x in f.header.lines if isinstance(x, s.Reading)]
    return {word: included for line in reversed(lines) for word, included in line.words}


def _kind_of(value: s.Expr) -> str:
    """What an assumption covers that names no kind, on a 参数."""
    return "points" if isinstance(value, s.Number) and value.unit and value.unit.text == "分" else "threshold"


def scope(notes: Sequence[s.Annotation], kind: str, up: Scope | None = None, *, line: bool = True) -> Scope:
    """The scope of a line or block; ``kind`` is what an assumption covers that names none (ruling 16 of the reference): on a line
    its thresholds as well, on a block never those of the lines below."""
    named = {n.kind for n in notes if isinstance(n, s.Assume) and n.kind}
    unnamed = any(isinstance(n, s.Assume) and not n.kind for n in notes)
    return Scope(
        tuple(n for n in notes if isinstance(n, s.Cite)),
        frozenset(named | ({kind, "threshold"} if unnamed else set())),
        frozenset() if line else frozenset(named | ({kind} - {"threshold"} if unnamed else set())),
        tuple(n for n in notes if isinstance(n, s.Strictness)),
        up,
        tuple(n for n in notes if isinstance(n, s.Assume)),
    )


def block_scope(notes: Sequence[s.Annotation], body: Iterable[Any], kind: str, up: Scope | None = None) -> Scope:
    """The scope of a block with the lines of annotations that stand in it."""
    return scope((*notes, *(n for x in body if isinstance(x, s.Remark) for n in x.notes)), kind, up, line=False)


class Walk:
    """Goes through the statements of a file."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.lines: list[Line] = []

    def line(self, above: Scope, span: Span, form: _Form, label: str = "") -> Line:
        made = Line(above, span, form, label=label)
        self.lines.append(made)
        return made

    def put(self, line: Line, tree: Any, role: Role = "number") -> None:
        """Add what an expression claims, and the names in it."""
        if tree is not None:
            line.claims += Reader(self.known, role).read(tree)
            line.names += [n for n in nodes(tree) if isinstance(n, s.Name)]

    def file(self, file: s.File) -> None:
        for statement in file.statements:
            what = statement.what if isinstance(statement, s.Amend) else statement
            if isinstance(what, s.Part):
                self.part(what, None)
            elif isinstance(what, _DECLARED):
                self.statement(what)

    def statement(self, what: s.Declaration) -> None:
        match what:
            case s.Subject():
                self.fields(what.fields, block_scope(what.notes, (), "basis"))
            case s.Parameter():
                here = scope(what.notes, _kind_of(what.value))
                points = _kind_of(what.value) == "points"
                self.put(self.line(here, what.span, "value", what.head.name.text), what.value, "points" if points else "threshold")
            case s.Let():
                self.let(what, None)
            case s.Scorecard():
                self.scorecard(what)
            case s.Classification():
                self.rows(what.rows, block_scope(what.notes, what.rows, "basis"), "basis")
            case s.Requirement():
                self.requirement(what)
            case s.Target():
                self.target(what)
            case s.Naming():
                self.naming(what)

    # ------------------------------------------------------------ facts and values

    def fields(self, fields: Iterable[s.Field], above: Scope) -> None:
        for field in fields:
            here = scope(field.notes, "basis", above, line=not isinstance(field.type, s.ListType))
            line = self.line(here, field.span, "value", field.head.name.text)
            for bound in field.constraints:
                if isinstance(bound, s.Bound):
                    op = self.known.operator(bound.word)
                    claims = Reader(self.known, "bound").bounded(bound.value, op, bound.word, bound.span, "bound")
                    line.claims += (c for c in claims if not natural(c, field.type))
            if isinstance(field.type, s.JudgedType):
                for end in (field.type.low, field.type.high):
                    self.put(line, end, "points")
            elif isinstance(field.type, s.ListType):
                self.fields(field.type.fields, here)

    def let(self, node: s.Let, above: Scope | None) -> None:
        line = self.line(scope(node.notes, "basis", above), node.span, "value", node.head.name.text)
        self.put(line, node.value)
        self.rounding(node.rounding, line.scope)

    def rounding(self, node: s.Rounding | None, above: Scope) -> None:
        if node is not None:
            line = self.line(scope(node.notes, "rounding", above), node.span, "other")
            line.claims.append(Claim("rounding", node.span, node.mode))

    # ------------------------------------------------------------ scorecards

    def scorecard(self, node: s.Scorecard) -> None:
        above = block_scope(node.notes, node.body, "points")
        self.put(self.line(above, node.head.span, "head", node.head.name.text), node.full, "points")
        spans = [x for x in node.body if isinstance(x, s.SpanLine)]
        self.spans(spans, above)
        for line in node.body:
            match line:
                case s.Part():
                    self.part(line, above)
                case s.Veto():
                    self.veto(line, above)
                case s.TotalLine():
                    made = self.line(scope(line.notes, "points", above), line.span, "value", line.head.name.text)
                    self.put(made, line.value)
                    self.limits(line.limits, made.scope)
                    self.rounding(line.rounding, made.scope)
                case s.Grades():
                    self.grades(line, above)
                case s.Ranking() | s.SpanLine() | s.Remark():
                    pass
                case _:
                    self.inner(line, above)

    def inner(self, line: s.Limit | s.Gate | s.Let | s.Remark, above: Scope) -> None:
        match line:
            case s.Limit():
                self.limits((line,), above)
            case s.Gate():
                self.gate(line, above)
            case s.Let():
                self.let(line, above)

    def spans(self, spans: Sequence[s.SpanLine], above: Scope) -> None:
        """考核期: that a year is meant, for all of the rule; its assumption covers 每年 everywhere in it."""
        for node in spans:
            line = self.line(scope(node.notes, "period", above), node.span, "other")
            line.claims.append(Claim("every", node.span, "every year"))
            above.year |= "period" in line.scope.kinds

    def limits(self, limits: Iterable[s.Limit], above: Scope) -> None:
        for node in limits:
            self.put(self.line(scope(node.notes, "points", above), node.span, "head"), node.value, "points")

    def gate(self, node: s.Gate, above: Scope) -> None:
        self.put(self.line(scope(node.notes, "points", above), node.span, "gate"), node.test)

    def veto(self, node: s.Veto, above: Scope) -> None:
        line = self.line(scope(node.notes, "threshold", above), node.span, "gate")
        line.adverse = True
        self.put(line, node.test)
        for effect in node.effects:
            if isinstance(effect, s.CountsAs):
                self.put(line, effect.points, "points")
            elif isinstance(effect, s.Barred):
                self.put(line, effect.period, "period")

    def part(self, node: s.Part, above: Scope | None) -> None:
        here = block_scope(node.notes, node.body, "points", above)
        line = self.line(here, node.head.span, "head", node.head.name.text)
        self.put(line, node.points, "points")
        self.put(line, node.over)
        self.limits(node.limits, here)
        for until in node.untils:
            self.put(line, until, "date")
        for inner in node.body:
            if isinstance(inner, s.Part):
                self.part(inner, here)
            elif isinstance(inner, s.Award):
                self.award(inner, here, node)
            else:
                self.inner(inner, here)

    def award(self, node: s.Award, above: Scope, part: s.Part) -> None:
        here = scope(node.notes, "prorated" if isinstance(node.give, s.Prorated) else "points", above)
        line = self.line(here, node.span, "otherwise" if node.otherwise else "award", part.head.name.text)
        line.adverse = _adverse(node.give)
        if isinstance(node.test, s.Listed):
            self.listed(node.test, line)
        else:
            self.put(line, node.test)
        self.give(node.give, line)
        whole = Reader(self.known, "points").read(part.points) if part.points is not None else ()
        all_of = {(c.value, c.dimension) for c in whole if isinstance(c, Amount)}  # told at the head of the part
        line.claims = [_implied(c) if _points_in(c, all_of) else c for c in line.claims]
        for limit in node.limits:
            if limit.notes:
                self.limits((limit,), here)
            else:
                self.put(line, limit.value, "points")
        self.rounding(node.rounding, here)

    def listed(self, node: s.Listed, line: Line) -> None:
        """下列: 全部 is one more 且, 任一 one more 或者, and of 至少 n 项 the figure counts."""
        span = Span(node.span.source, node.span.start, node.items[0].span.start if node.items else node.span.end)
        if isinstance(node.quantity, s.Number):
            line.claims += Reader(self.known, "count").amounts(node.quantity, "count", "ge", "at least", node.quantity.span)
        else:
            line.claims.append(Claim("or" if node.quantity == "any" else "and", _head(span), node.quantity))
        for item in node.items:
            if item.notes:
                self.put(self.line(scope(item.notes, "points", line.scope), item.span, "row", line.label), item.test)
            else:
                self.put(line, item.test)

    def give(self, node: s.Give, line: Line) -> None:
        match node:
            case s.Fixed() | s.Deducted():
                self.put(line, node.points, "points")
            case s.Counted():
                self.put(line, node.quantity)
                self.put(line, node.unit, "per")
                self.put(line, node.points, "points")
            case s.Prorated():
                self.put(line, node.ratio, "prorated")
            case s.Rated():
                for end in (node.low, node.high, node.step):
                    self.put(line, end, "points")
            case s.Banded():
                self.banded(node, line)

    def banded(self, node: s.Banded, line: Line) -> None:
        self.put(line, node.quantities)
        for column in node.columns:
            self.mark(column, line)
        for row in node.rows:
            here = self.line(scope(row.notes, "points", line.scope), row.span, "row", line.label) if row.notes else line
            for test in row.tests:
                self.mark(test, here)
            for points in row.points:
                self.put(here, points, "points")

    def mark(self, node: s.Mark | s.Stretch | None, line: Line) -> None:
        """The test of a row."""
        if isinstance(node, s.Stretch):
            for side, op in ((node.low, "≥"), (node.high, "≤")):
                self.mark(side if isinstance(side, s.Mark) else s.Mark(op, side, span=side.span), line)
        elif node is not None:
            op, reader = self.known.operator(node.word or "="), Reader(self.known, "threshold")
            line.claims += reader.bounded(node.value, "" if op == "eq" else op, node.word or "=", node.span)

    def grades(self, node: s.Grades, above: Scope) -> None:
        rows = node.rows
        self.rows(rows, block_scope(node.notes, rows, "threshold", above), "threshold")

    def rows(self, rows: Sequence[s.Grade | s.Rounding | s.Remark], above: Scope, kind: str) -> None:
        """Rows tried in order: what is said of one that a row above leaves nothing else is implied (75 以下 after 不低于 76)."""
        step = next((x.step for x in rows if isinstance(x, s.Rounding) and isinstance(x.step, s.Number)), None)
        before: list[Amount] = []
        for row in rows:
            if isinstance(row, s.Rounding):
                self.rounding(row, above)
            elif isinstance(row, s.Grade):
                line = self.line(scope(row.notes, kind, above), row.span, "row", row.head.name.text)
                self.put(line, row.test)
                own = [c for c in line.claims if isinstance(c, Amount) and c.op]
                line.claims += (x for c in before for x in (_after(c, step), _implied(c)))
                before = own

    # ------------------------------------------------------------ requirements, targets, names

    def requirement(self, node: s.Requirement) -> None:
        above = block_scope(node.notes, node.body, "basis")
        self.spans([x for x in node.body if isinstance(x, s.SpanLine)], above)
        for line in node.body:
            if isinstance(line, s.Duty):
                made = self.line(scope(line.notes, "threshold", above), line.span, "duty", node.head.name.text)
                self.put(made, line.guard)
                self.put(made, line.test)
            elif isinstance(line, s.Gate):
                self.gate(line, above)

    def target(self, node: s.Target) -> None:
        above = block_scope(node.notes, node.body, "basis")
        self.put(self.line(above, node.head.span, "head", node.head.name.text), node.measure)
        self.spans([x for x in node.body if isinstance(x, s.SpanLine)], above)
        for line in node.body:
            if isinstance(line, s.Due):
                made = self.line(scope(line.notes, "threshold", above), line.span, "duty", node.head.name.text)
                self.put(made, line.day, "date")
                self.mark(line.test, made)
            elif isinstance(line, s.Gate):
                self.gate(line, above)

    def naming(self, node: s.Naming) -> None:
        above = block_scope(node.notes, node.body, "basis")
        for line in node.body:
            if isinstance(line, s.Gate):
                self.gate(line, above)
            elif isinstance(line, s.Template):
                made = self.line(scope(line.notes, "basis", above), line.span, "value", node.head.name.text)
                for slot in line.slots:
                    self.put(made, slot.condition)
                    if isinstance(slot.part, s.Quote):
                        made.claims.append(Claim("text", slot.part.span, slot.part.text))
                    else:
                        self.put(made, slot.part)


def natural(claim: Claim, kind: s.FieldType) -> bool:
    """Whether a bound of a fact follows from what it is: a number not below 0, a share not above 1."""
    if not isinstance(claim, Amount):
        return False
    share = isinstance(kind, s.NumberType) and kind.kind == "ratio"
    return (claim.op == "ge" and claim.value == 0) or (share and claim.op == "le" and claim.value == 1)


def _adverse(give: s.Give) -> bool:
    if isinstance(give, s.Fixed) and isinstance(give.points, s.Number):
        return not give.points.text.strip("0.")
    return isinstance(give, s.Deducted)


def _points_in(claim: Claim, values: set[tuple[Fraction, str]]) -> bool:
    return isinstance(claim, Amount) and claim.role == "points" and (claim.value, claim.dimension) in values


def _implied(claim: Claim) -> Claim:
    """A figure that needs no origin of its own; where its quote has it, it is taken up."""
    return evolve(claim, needs=False) if isinstance(claim, Amount) else claim


def _after(claim: Amount, step: s.Expr | None) -> Amount:
    """What a row leaves to the next: below 90, in whole points, is 89 at most."""
    by = Fraction(step.text.rstrip("%")) if isinstance(step, s.Number) else Fraction(1)
    value = claim.value - by if claim.op == "ge" else claim.value + by if claim.op == "le" else claim.value
    return Amount(claim.role, claim.span, "", value=value, dimension=claim.dimension, needs=False)


def _head(span: Span) -> Span:
    text = span.text.rstrip(" \t\r\n\u3000，,:：")
    return Span(span.source, span.start, span.start + max(1, len(text.split("\n")[0])))


def header_days(files: Iterable[s.File]) -> Iterator[tuple[s.Day, Scope]]:
    """The dates of the header, each with the annotations of its line."""
    for file in files:
        for line in file.header.lines if file.header else ():
            if isinstance(line, s.Dated | s.InForce):
                here = scope(line.notes, "period")
                yield from ((day, here) for day in nodes(line) if isinstance(day, s.Day))


def header_words(files: Iterable[s.File]) -> Iterator[Line]:
    """The lines of 用语 as lines of rules."""
    for file in files:
        for line in file.header.lines if file.header else ():
            if isinstance(line, s.Reading):
                claims = [Claim("reading", line.span, word) for word, _ in line.words]
                yield Line(scope(line.notes, "reading"), line.span, "other", claims)
