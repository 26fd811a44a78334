"""Printing a surface tree as a policy file, in either vocabulary.

What is printed parses to an equal tree: `parse(show(x, side)) == x`. `show` prints a tree, whoever made it; `comments.laid_out`
keeps the comments and blank lines of the file it was read from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from policyrules.language import surface as s
from policyrules.language.vocabulary import Side
from policyrules.text import fmt_cases as cases
from policyrules.text.fmt_expressions import COMPARISON, LOOSEST, OR, POSTFIX, SUM, ExpressionPrinter
from policyrules.text.lines import WIDEST, Line, begun, fold
from policyrules.text.width import width


def show(file: s.File, side: Side) -> str:
    """The text of a file in one vocabulary; the file's own vocabulary makes no difference."""
    return Printer(side).file(file)


class Printer(ExpressionPrinter):
    """Prints in one vocabulary; ``apart`` are places of annotations that stand on lines of their own, though they would fit."""

    def __init__(self, side: Side, apart: Collection[int] = ()) -> None:
        super().__init__(side)
        self.apart = apart
        self.annotated: set[int] = set()
        """Where the annotations begin that were printed with a line, behind it or below."""

    def file(self, file: s.File) -> str:
        return "\n\n".join("\n".join(lines) for lines in self.blocks(file)) + "\n"

    def blocks(self, file: s.File) -> list[list[str]]:
        """The lines of the header and of every statement."""
        blocks = [list(begun(file.header, self.header(file.header)))] if file.header else []
        return blocks + [list(begun(x, self.statement(x))) for x in file.statements]

    # ------------------------------------------------------------ lines and annotations

    def line(
        self, indent: int, text: str, notes: s.Notes = (), *, inline: bool = False, stops: tuple[int, ...] = ()
    ) -> Iterator[str]:
        """A line with its annotations: all behind it where they fit (or must stand there), else indented below, save words that
        belong to what the line says and come first. ``stops``: places in it that may stand below those of the line before."""
        spelt = [self.note(n) for n in notes]
        self.annotated.update(n.span.start for n in notes)
        head = "    " * indent + text
        words = len(list(takewhile(lambda n: isinstance(n, s.Strictness | s.WhenNone), notes)))
        fitting = (n for n in (len(notes), *range(words, 0, -1)) if self.fits(head, notes[:n], spelt))
        behind = len(notes) if inline else next(fitting, 0)
        yield Line(fold("    ".join([head, *spelt[:behind]])), stops=(*stops, len(head)) if behind else stops)
        rest = zip(notes[behind:], spelt[behind:], strict=True)
        yield from (Line("    " * (indent + 1) + note, n.span.start) for n, note in rest)

    def block(self, indent: int, text: str, notes: s.Notes) -> Iterator[str]:
        """A line that must have something below it, and has annotations only."""
        yield fold("    " * indent + text)
        yield from (Line("    " * (indent + 1) + self.note(n), n.span.start) for n in notes)

    def fits(self, head: str, notes: s.Notes, spelt: Sequence[str]) -> bool:
        """Whether some annotations can stand behind a line."""
        last = fold(head).split("\n")[-1]
        return width("    ".join([last, *spelt[: len(notes)]])) <= WIDEST and not any(n.span.start in self.apart for n in notes)

    def held(self, indent: int, before: str, node: s.Expr, after: str = "", needed: int = LOOSEST) -> str:
        """An expression with what stands around it; where that would be too wide, in brackets, in which a line can be folded."""
        made = [before + self.expr(node, needed) + after, f"{before}{self.open}{self.expr(node)}{self.close}{after}"]
        widths = [max(map(width, fold("    " * indent + text).split("\n"))) for text in made]
        return made[widths[0] > WIDEST and widths[1] < widths[0]]

    def remark(self, indent: int, notes: s.Notes) -> str:
        return "    " * indent + "    ".join(self.note(n) for n in notes)

    def note(self, node: s.Annotation) -> str:
        match node:
            case s.Cite():
                title = f" 《{node.title}》" if node.title else ""
                section = f" {self.k('at')} {self.quote(node.section)}" if node.section else ""
                return f"{self.k('cite')}{title} {self.quote(node.quote)}{section}"
            case s.Assume():
                kind = f" {self.k(node.kind)}" if node.kind else ""
                return f"{self.k('assume')}{kind} {self.quote(node.text)}"
            case s.Strictness():
                return f"{self.k('strictness')} {self.k(node.word)}"
            case s.WhenNone():
                return f"{self.k('when there are none')} {self.k(node.word)}"

    # ------------------------------------------------------------ header and declarations

    def header(self, node: s.Header) -> Iterator[str]:
        title = f" {self.quote(node.title)}" if node.title else ""
        yield from self.line(0, f"{self.k('policy')} {self.name(node.name)}{title}", node.notes, inline=True)
        for line in node.lines:
            match line:
                case s.Meta():
                    text = f"{self.k(line.key)} {self.comma.join(self.quote(v) for v in line.values)}"
                case s.Dated():
                    text = f"{self.k('dated')} {line.day.day}"
                case s.InForce():
                    end = f"{self.k('to')} {line.end.day}" if line.end else self.k("onwards")
                    text = f"{self.k('in force')} {line.start.day} {end}"
                case s.Under():
                    text = f"{self.k('under')} {self.name(line.name)}"
                case s.Reading():
                    words = (f"{self.k(w)} {self.k('inclusive' if full else 'exclusive')}" for w, full in line.words)
                    text = f"{self.k('reading')} {self.comma.join(words)}"
            yield from begun(line, self.line(1, text, line.notes))

    def statement(self, node: s.Statement) -> Iterator[str]:
        match node:
            case s.Amend():
                yield from self.amend(node)
            case s.Subject():
                yield from self.holder(0, f"{self.k('subject')} {self.head(node.head)}", node.notes, node.fields)
            case s.Parameter():
                head = f"{self.k('parameter')} {self.head(node.head)}"
                yield from self.line(0, self.held(0, f"{head} = ", node.value), node.notes, stops=(len(head),))
            case s.Let():
                yield from self.let(0, node)
            case s.Naming():
                yield from self.naming(node)
            case s.Scorecard():
                full = f" {self.k('full marks')} {self.expr(node.full)}" if node.full else ""
                head = f"{self.k('scorecard')} {self.head(node.head)} {self.k('subject')} {self.name(node.subject)}{full}"
                yield from self.line(0, head, node.notes, inline=True)
                yield from self.body(1, node.body)
            case s.Classification():
                exclusive = f" {self.k('mutually exclusive')}" if node.exclusive else ""
                head = f"{self.k('classification')} {self.head(node.head)} {self.k('subject')} {self.name(node.subject)}{exclusive}"
                yield from self.line(0, head, node.notes, inline=True)
                yield from self.rows(1, node.rows)
            case s.Target():
                head = f"{self.k('target')} {self.head(node.head)} {self.k('subject')} {self.name(node.subject)}"
                yield from self.line(0, f"{head} = {self.expr(node.measure)}", node.notes, inline=True)
                yield from self.body(1, node.body)
            case s.Requirement():
                head = f"{self.k('requirement')} {self.head(node.head)} {self.k('subject')} {self.name(node.subject)}"
                yield from self.line(0, head, node.notes, inline=True)
                yield from self.body(1, node.body)
            case s.Case():
                yield from cases.case(self, node)
            case s.Unruled():
                yield from self.unruled(node)

    def unruled(self, node: s.Unruled) -> Iterator[str]:
        words = [self.k("deferred" if node.deferred else "narrative")]
        words += [self.quote(node.passage)] if node.passage else []
        words += [self.k("at"), self.quote(node.section)] if node.section else []
        text = " ".join(words)
        if node.reason:
            reason = f"{self.k('reason')} {self.quote(node.reason)}"
            below = any(node.span.start < at <= node.reason.span.start for at in self.apart)
            if below or width(f"{text}    {reason}") > WIDEST:
                yield text
                yield Line(f"    {reason}", node.reason.span.start)
                return
            text += f"    {reason}"
        yield text

    def tested(self, node: s.Expr) -> str:
        """What a case expects, behind words that a name could be taken for."""
        with self.wary((self.k("missing"), self.k("facts in error"))):
            return self.expr(node, COMPARISON)

    def amend(self, node: s.Amend) -> Iterator[str]:
        above = "".join(self.name(n) + self.of for n in node.above)
        first, *rest = self.part(0, node.what, above) if isinstance(node.what, s.Part) else self.statement(node.what)
        yield f"{self.k('amend')} {first}"
        yield from rest

    def holder(self, indent: int, text: str, notes: s.Notes, fields: Sequence[s.Field]) -> Iterator[str]:
        """What has fields, which has its annotations for a block where it has none."""
        yield from self.line(indent, text, notes, inline=True) if fields else self.block(indent, text, notes)
        yield from self.fields(indent + 1, fields)

    def fields(self, indent: int, fields: Sequence[s.Field]) -> Iterator[str]:
        for row in fields:
            kinds = "".join(self.comma + self.constraint(c) for c in row.constraints)
            text = f"{self.head(row.head)}{self.colon}{self.type(row.type)}{kinds}"
            if not isinstance(row.type, s.ListType):
                yield from begun(row, self.line(indent, text, row.notes))
                continue
            yield from begun(row, self.holder(indent, text, row.notes, row.type.fields))

    def constraint(self, node: s.OrNone | s.Bound) -> str:
        return self.k("or none") if isinstance(node, s.OrNone) else f"{self.k(node.word)} {self.expr(node.value, SUM)}"

    def type(self, node: s.FieldType) -> str:
        match node:
            case s.BoolType():
                return self.k("yes or no")
            case s.NumberType():
                return self.k(node.kind) + (f" {self.unit(node.unit).strip()}" if node.unit else "")
            case s.DateType():
                return self.k("date")
            case s.TextType():
                return self.k("text")
            case s.LevelType():
                return f"{self.k('levels')} {' < '.join(self.choice(x) for x in node.levels)}"
            case s.OptionType():
                return f"{self.k('one of')} {self.dun.join(self.choice(x) for x in node.options)}"
            case s.ListType():
                return self.k("list")
            case s.JudgedType():
                span = f" {self.range(node.low, node.high, node.step)}" if node.low and node.high else ""
                return self.k("judged") + span + (f" {self.k('by')} {self.name(node.judge)}" if node.judge else "")

    def range(self, low: s.Expr, high: s.Expr, step: s.Expr | None) -> str:
        steps = f" {self.k('in steps of')} {self.expr(step, SUM)}" if step else ""
        return f"{self.expr(low, SUM)} {self.k('to')} {self.expr(high, SUM)}{steps}"

    def let(self, indent: int, node: s.Let) -> Iterator[str]:
        subject = f" {self.k('subject')} {self.name(node.subject)}" if node.subject else ""
        subject += f"{self.colon}{self.type(node.options)}" if node.options else ""
        head = f"{self.k('let')} {self.head(node.head)}{subject} = "
        yield from self.line(indent, self.held(indent, head, node.value, self.rounded(node.rounding)), node.notes)

    def rounded(self, node: s.Rounding | None) -> str:
        return f" {self.rounding(node)}" if node else ""

    def rounding(self, node: s.Rounding) -> str:
        return f"{self.k('rounding')} {self.k(node.mode)} {self.k('to nearest')} {self.expr(node.step, SUM)}"

    # ------------------------------------------------------------ names

    def naming(self, node: s.Naming) -> Iterator[str]:
        given = f" = {self.path(node.given, self.quoted)}" if node.given else ""
        head = f"{self.k('naming')} {self.head(node.head)} {self.k('subject')} {self.name(node.subject)}{given}"
        yield from self.line(0, head, node.notes, inline=True)
        for line in node.body:
            if isinstance(line, s.Template):
                text = ""
                for x in line.slots:
                    plus = "" if not text else "+ " if text.endswith("］") else " + "
                    text += plus + self.slot(x, first=not text)
                yield from begun(line, self.line(1, text, line.notes))
            else:
                yield from self.body(1, (line,))

    def slot(self, node: s.Slot, *, first: bool) -> str:
        """A part of a name; the first one in a line must not be taken for 前提."""
        quoted = self.quoted | {self.k("precondition")} if first and not node.optional else self.quoted
        part = self.quote(node.part) if isinstance(node.part, s.Quote) else self.path(node.part, quoted)
        if not node.optional:
            return part
        condition = f" {self.k('if')} {self.expr(node.condition, OR)}" if node.condition else ""
        return f"［{part}{condition}］" if self.side == "zh" else f"[{part}{condition}]"

    # ------------------------------------------------------------ scorecards

    def body(self, indent: int, lines: Sequence[s.PartLine | s.ScoreLine | s.Duty | s.Due]) -> Iterator[str]:
        for node in lines:
            yield from begun(node, self.body_line(indent, node))

    def body_line(self, indent: int, node: s.PartLine | s.ScoreLine | s.Duty | s.Due) -> Iterator[str]:
        match node:
            case s.Part():
                yield from self.part(indent, node)
            case s.Award():
                yield from self.award(indent, node)
            case s.Limit():
                yield from self.line(indent, self.limit(node), node.notes)
            case s.Gate():
                yield from self.line(indent, self.held(indent, f"{self.k('precondition')} ", node.test, needed=OR), node.notes)
            case s.Veto():
                yield from self.line(indent, self.veto(indent, node), node.notes)
            case s.Let():
                yield from self.let(indent, node)
            case s.SpanLine():
                yield from self.line(indent, f"{self.k('assessment period')} {self.k(node.word)}", node.notes)
            case s.Remark():
                yield self.remark(indent, node.notes)
            case s.TotalLine():
                limits = "".join(self.comma + self.limit(x) for x in node.limits)
                text = f"{self.k('total of')} {self.head(node.head)} = {self.expr(node.value, SUM)}{limits}"
                yield from self.line(indent, text + self.rounded(node.rounding), node.notes)
            case s.Grades():
                yield from self.grades(indent, node)
            case s.Ranking():
                yield from self.ranking(indent, node)
            case s.Due():
                yield from self.line(indent, f"{self.by_day(node.day.day)} {self.due(node.test)}", node.notes)
            case s.Duty():
                guard = f"{self.k('if')} {self.expr(node.guard, OR)}{self.comma}" if node.guard else ""
                yield from self.line(indent, self.held(indent, f"{guard}{self.k('then')} ", node.test, needed=OR), node.notes)

    def by_day(self, day: date) -> str:
        """The day of a target: the last one of a year as the texts name it."""
        return f"{day.year:04} 年底" if self.side == "zh" and (day.month, day.day) == (12, 31) else day.isoformat()

    def due(self, test: s.Mark | s.Stretch | None) -> str:
        """What a target asks by a day; a name there must not be taken for 不可量化."""
        with self.wary((self.k("not measurable"),)):
            return self.row_test(test) if test else self.k("not measurable")

    def limit(self, node: s.Limit) -> str:
        return f"{self.k(node.word)} {self.expr(node.value, SUM)}"

    def veto(self, indent: int, node: s.Veto) -> str:
        effects = self.comma.join(map(self.effect, node.effects))
        return self.held(indent, f"{self.k('veto')} ", node.test, f"{self.colon}{effects}" if effects else "", OR)

    def effect(self, node: s.VetoEffect) -> str:
        match node:
            case s.CountsAs():
                return f"{self.k('total')} {self.k('counts as')} {self.expr(node.points, SUM)}"
            case s.Barred():
                start, period = self.expr(node.start, SUM), self.expr(node.period, SUM)
                return f"{self.k('from')} {start} {self.k('onwards')} {period} {self.k('barred')}"
            case s.Excluded():
                return f"{self.name(node.total)} {self.k('barred')}"
            case s.LimitedTo():
                return f"{self.k('grades')} {self.k('limited to')} {self.name(node.grade)}"

    def part(self, indent: int, node: s.Part, above: str = "") -> Iterator[str]:
        words = [self.k(node.kind), above + self.head(node.head)]
        if node.points:
            with self.wary(self.following):
                words.append(self.expr(node.points))
        words += [self.limit(x) for x in node.limits] + ([self.k(node.combine)] if node.combine else [])
        words += [f"{self.k('applies until')} {day.day}" for day in node.untils]
        words += [self.k("beyond full marks")] if node.beyond else []
        words += [self.k("not counted in full marks")] if node.apart else []
        words += [f"{self.k('for each of')} {self.expr(x)}" for x in node.over]
        yield from self.line(indent, " ".join(words), node.notes, inline=True)
        yield from self.body(indent + 1, node.body)

    def award(self, indent: int, node: s.Award) -> Iterator[str]:
        before = f"{self.k('otherwise')} " if node.otherwise else ""
        limits = "".join(self.comma + self.limit(x) for x in node.limits)
        text = self.give(node.give) + limits + self.rounded(node.rounding)
        if isinstance(node.test, s.Listed):
            text = f"{before}{self.k('if')} {self.k('the following')} {self.quantity(node.test.quantity)}{self.comma}{text}"
        elif node.test is not None:
            text = self.held(indent, f"{before}{self.k('if')} ", node.test, f"{self.comma}{text}", OR)
        else:
            text = before + text
        if isinstance(node.give, s.Banded) and not node.give.rows:
            yield from self.block(indent, text, node.notes)
        else:
            yield from self.line(indent, text, node.notes)
        if isinstance(node.test, s.Listed):
            for item in node.test.items:
                yield from begun(item, self.line(indent + 1, self.expr(item.test, OR), item.notes))
        if isinstance(node.give, s.Banded):
            for row in node.give.rows:
                tests = self.dun.join(map(self.row_test, row.tests)) or self.k("in all other cases")
                points = self.dun.join(self.expr(x, SUM) for x in row.points)
                yield from begun(row, self.line(indent + 1, f"{tests}{self.colon}{points}", row.notes))

    def row_test(self, node: s.Mark | s.Stretch) -> str:
        match node:
            case s.Stretch(s.Mark() as low, s.Mark() as high):
                return f"{self.row_test(low)} {self.row_test(high)}"
            case s.Stretch(low, high):
                assert not isinstance(low, s.Mark)
                assert not isinstance(high, s.Mark)
                return f"{self.expr(low, SUM)} {self.k('to')} {self.expr(high, SUM)}"
            case s.Mark(word, value):
                text = self.expr(value, SUM)
                if not word:
                    return text
                return f"{self.k(word)} {text}" if word not in POSTFIX else f"{self.before(value, SUM)}{self.k(word)}"

    def quantity(self, node: Any) -> str:
        return f"{self.k('at least')} {node.text} {self.k('of them')}" if isinstance(node, s.Number) else self.k(node)

    def give(self, node: s.Give) -> str:
        match node:
            case s.Fixed():
                return f"{self.k('award')} {self.expr(node.points, SUM)}"
            case s.Deducted():
                return f"{self.k('deduct')} {self.expr(node.points, SUM)}"
            case s.Counted():
                per, gain = "per full" if node.full else "per", "deduct" if node.deducts else "award"
                words = ("based on", node.quantity, per, node.unit, gain, node.points)
                text = " ".join(self.k(w) if isinstance(w, str) else self.expr(w, SUM) for w in words)
                return text + (f"{self.comma}{self.k('part counts as one')}" if node.begun else "")
            case s.Banded():
                quantities = self.dun.join(self.expr(x, SUM) for x in node.quantities)
                tests = [self.row_test(x) if x else self.k("in all other cases") for x in node.columns]
                columns = f" {self.k('columns')} {self.dun.join(tests)}" if tests else ""
                return f"{self.k('based on')} {quantities} {self.k('in bands')}{columns}"
            case s.Prorated():
                return f"{self.k('based on')} {self.expr(node.ratio, SUM)} {self.k('prorated')}"
            case s.Rated():
                alias = f" {self.k('as')} {self.name(node.alias)}" if node.alias else ""
                span = self.range(node.low, node.high, node.step)
                return f"{self.k('by')} {self.name(node.judge)} {self.k('rate')} {span}{alias}"

    def grades(self, indent: int, node: s.Grades) -> Iterator[str]:
        exclusive = f" {self.k('mutually exclusive')}" if node.exclusive else ""
        yield from self.line(indent, self.k("grades") + exclusive, node.notes, inline=True)
        yield from self.rows(indent + 1, node.rows)

    def rows(self, indent: int, rows: Sequence[s.Grade | s.Rounding | s.Remark]) -> Iterator[str]:
        """Grades or classes."""
        for row in rows:
            yield from begun(row, self.row(indent, row))

    def row(self, indent: int, row: s.Grade | s.Rounding | s.Remark) -> Iterator[str]:
        match row:
            case s.Remark():
                yield self.remark(indent, row.notes)
            case s.Rounding():
                yield from self.line(indent, self.rounding(row), row.notes)
            case s.Grade():
                head = f"{self.head(row.head)}{self.colon}"
                text = self.held(indent, head, row.test, needed=OR) if row.test else head + self.k("in all other cases")
                yield from self.line(indent, text, row.notes)

    def ranking(self, indent: int, node: s.Ranking) -> Iterator[str]:
        yield from self.line(indent, self.k("ranking"), node.notes, inline=True)
        for row in node.rows:
            if isinstance(row, s.Remark):
                yield Line(self.remark(indent + 1, row.notes), row.span.start)
            else:
                text = f"{self.expr(row.key, SUM)} {self.k(row.order)}"
                yield from begun(row, self.line(indent + 1, text, row.notes))
