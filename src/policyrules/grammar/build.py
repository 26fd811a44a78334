"""From lark's tree to the surface tree: one method a rule, named as in `policy.lark`.

Texts and names are cut from the source as it stands, by offset, so that what the lexer mapped to half-width inside a quotation is
never seen. Nesting was bounded by `layout`, so recursion is safe.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from attrs import evolve
from lark import Token, Tree

from policyrules.grammar.build_expressions import Kids
from policyrules.grammar.build_unruled import Unruled
from policyrules.language import surface as s
from policyrules.source import Span


class Builder(Unruled):
    """Makes the surface tree of one stretch of a source."""

    def statements(self, tree: Tree[Token]) -> list[s.Header | s.Statement]:
        return [self.build(k) for k in tree.children if not isinstance(k, Token)]

    # ------------------------------------------------------------ annotations

    def cite(self, span: Span, kids: Kids) -> s.Cite:
        title, quote, section = kids
        return s.Cite(quote, self.span(title).text[1:-1] if title else "", section, span=span)

    def assume(self, span: Span, kids: Kids) -> s.Assume:
        return s.Assume(self.english(kids[0]) if kids[0] else "", kids[1], span=span)

    def strictness(self, span: Span, kids: Kids) -> s.Strictness:
        return s.Strictness(self.english(kids[0]), span=span)

    def when_none(self, span: Span, kids: Kids) -> s.WhenNone:
        return s.WhenNone(kids[0], span=span)

    def _word(self, span: Span, kids: Kids) -> str:
        return self.english(kids[0])

    when_word = span_word = every_word = count_word = summary_word = share_word = rank_word = _word
    infix = inclusion = meta_key = number_kind = rounding_mode = _word
    part_kind = limit_word = per = gain = sum_sign = product_sign = _word

    def notes(self, span: Span, kids: Kids) -> s.Notes:
        return tuple(k for k in kids if isinstance(k, s.Annotation))

    eol = class_eol = field_eol = grade_eol = listed_eol = row_eol = rank_eol = naming_eol = notes

    def remark(self, span: Span, kids: Kids) -> s.Remark:
        return s.Remark(self.notes(span, kids), span=span)

    class_remark = field_remark = grade_remark = listed_remark = row_remark = rank_remark = naming_remark = remark

    # ------------------------------------------------------------ header

    def header(self, span: Span, kids: Kids) -> s.Header:
        name, title, notes, *lines = (k for k in kids if not isinstance(k, Token))
        return s.Header(name, title, notes, tuple(lines), span=span)

    def meta(self, span: Span, kids: Kids) -> s.Meta:
        key, *values, notes = kids
        if key == "source":
            files = [PurePosixPath(v.text.replace("\\", "/")) for v in values]
            self.sources += [v.span for i, v in enumerate(values) if files[i] in files[:i]]
            values = [v for i, v in enumerate(values) if files[i] not in files[:i]]  # read once, so that quotes are found once
        return s.Meta(key, tuple(values), notes, span=span)

    def dated(self, span: Span, kids: Kids) -> s.Dated:
        return s.Dated(*kids, span=span)

    def in_force(self, span: Span, kids: Kids) -> s.InForce:
        start, *end, notes = kids
        return s.InForce(start, end[0] if end else None, notes, span=span)

    def under(self, span: Span, kids: Kids) -> s.Under:
        return s.Under(*kids, span=span)

    def reading(self, span: Span, kids: Kids) -> s.Reading:
        *words, notes = kids
        return s.Reading(tuple(words), notes, span=span)

    def reading_word(self, span: Span, kids: Kids) -> tuple[str, bool]:
        return self.english(kids[0]), kids[1] == "inclusive"

    # ------------------------------------------------------------ declarations

    def subject(self, span: Span, kids: Kids) -> s.Subject:
        head, notes, *rows = kids
        below = tuple(n for row in rows if isinstance(row, s.Remark) for n in row.notes)
        return s.Subject(head, tuple(r for r in rows if isinstance(r, s.Field)), notes + below, span=span)

    def field(self, span: Span, kids: Kids) -> s.Field:
        return s.Field(*kids, span=span)

    def list(self, span: Span, kids: Kids) -> s.Field:
        head, constraints, notes, *rows = kids
        below = tuple(n for row in rows if isinstance(row, s.Remark) for n in row.notes)
        kind = s.ListType(tuple(r for r in rows if isinstance(r, s.Field)), span=span)
        return s.Field(head, kind, constraints, notes + below, span=span)

    def constraints(self, span: Span, kids: Kids) -> tuple[Any, ...]:
        return tuple(kids)

    def or_none(self, span: Span, kids: Kids) -> s.OrNone:
        return s.OrNone(span=span)

    def bound(self, span: Span, kids: Kids) -> s.Bound:
        return s.Bound(*kids, span=span)

    def bool_type(self, span: Span, kids: Kids) -> s.BoolType:
        return s.BoolType(span=span)

    def number_type(self, span: Span, kids: Kids) -> s.NumberType:
        return s.NumberType(*kids, span=span)

    def date_type(self, span: Span, kids: Kids) -> s.DateType:
        return s.DateType(span=span)

    def text_type(self, span: Span, kids: Kids) -> s.TextType:
        return s.TextType(span=span)

    def level_type(self, span: Span, kids: Kids) -> s.LevelType:
        return s.LevelType(tuple(kids), span=span)

    def option_type(self, span: Span, kids: Kids) -> s.OptionType:
        return s.OptionType(tuple(kids), span=span)

    def judged_type(self, span: Span, kids: Kids) -> s.JudgedType:
        return s.JudgedType(*kids, span=span)

    def parameter(self, span: Span, kids: Kids) -> s.Parameter:
        return s.Parameter(*kids, span=span)

    def let(self, span: Span, kids: Kids) -> s.Let:
        head, subject, options, value, rounding, notes = kids
        return s.Let(head, subject, value, rounding, notes, options, span=span)

    def rounding(self, span: Span, kids: Kids) -> s.Rounding:
        return s.Rounding(*kids, span=span)

    # ------------------------------------------------------------ amendments

    def amend(self, span: Span, kids: Kids) -> s.Amend:
        what = kids[0]
        return evolve(what, span=span) if isinstance(what, s.Amend) else s.Amend(what, span=span)

    def amended_part(self, span: Span, kids: Kids) -> s.Amend:
        kind, (above, head), *rest = kids
        return s.Amend(self.part(span, [kind, head, *rest]), above, span=span)

    def amended_head(self, span: Span, kids: Kids) -> tuple[tuple[s.Name, ...], s.Head]:
        *names, alias, title = kids
        return tuple(names[:-1]), s.Head(names[-1], alias, title, span=span)

    # ------------------------------------------------------------ names

    def naming(self, span: Span, kids: Kids) -> s.Naming:
        head, subject, given, notes, *body = (k for k in kids if not isinstance(k, Token))
        return s.Naming(head, subject, given, notes, tuple(body), span=span)

    def naming_gate(self, span: Span, kids: Kids) -> s.Gate:
        return self.gate(span, kids)

    def template(self, span: Span, kids: Kids) -> s.Template:
        *slots, notes = kids
        return s.Template(tuple(slots), notes, span=span)

    def slot(self, span: Span, kids: Kids) -> s.Slot:
        return s.Slot(kids[0], span=span)

    def optional_slot(self, span: Span, kids: Kids) -> s.Slot:
        part, condition = kids
        return s.Slot(part, True, condition, span=span)

    def slot_part(self, span: Span, kids: Kids) -> s.Path:
        return s.Path((kids[0],), span=span)

    # ------------------------------------------------------------ scorecards

    def scorecard(self, span: Span, kids: Kids) -> s.Scorecard:
        head, subject, full, notes, *body = (k for k in kids if not isinstance(k, Token))
        return s.Scorecard(head, subject, full, notes, tuple(body), span=span)

    def part(self, span: Span, kids: Kids) -> s.Part:
        kind, head, points, *rest = (k for k in kids if not isinstance(k, Token))
        at = next(i for i, k in enumerate(rest) if isinstance(k, tuple))
        flags, notes, body = rest[:at], rest[at], rest[at + 1 :]
        limits = tuple(k for k in flags if isinstance(k, s.Limit))
        combines = [k for k in flags if isinstance(k, s.Name)]
        self.combines += [k.span for k in combines[1:]]
        combine: Any = combines[0].text if combines else ""
        untils = tuple(k for k in flags if isinstance(k, s.Day))
        over = tuple(k for k in flags if isinstance(k, s.Records))
        marks = {k for k in flags if isinstance(k, str)}
        facts = (untils, "beyond" in marks, "apart" in marks, over)
        return s.Part(kind, head, points, limits, combine, notes, tuple(body), *facts, span=span)

    def for_each(self, span: Span, kids: Kids) -> s.Records:
        return self.records(span, kids)

    def beyond(self, span: Span, kids: Kids) -> str:
        return "beyond"

    def apart(self, span: Span, kids: Kids) -> str:
        return "apart"

    def until(self, span: Span, kids: Kids) -> s.Day:
        day: s.Day = kids[0]
        return day

    def combine(self, span: Span, kids: Kids) -> s.Name:
        return s.Name(self.english(kids[0]), span=span)

    def span_line(self, span: Span, kids: Kids) -> s.SpanLine:
        return s.SpanLine(*kids, span=span)

    def limit(self, span: Span, kids: Kids) -> s.Limit:
        return s.Limit(*kids, span=span)

    def limit_line(self, span: Span, kids: Kids) -> s.Limit:
        limit, notes = kids
        return s.Limit(limit.word, limit.value, notes, span=span)

    def gate(self, span: Span, kids: Kids) -> s.Gate:
        return s.Gate(*kids, span=span)

    def veto(self, span: Span, kids: Kids) -> s.Veto:
        test, *effects, notes = kids
        return s.Veto(test, tuple(e for e in effects if e is not None), notes, span=span)

    def counts_as(self, span: Span, kids: Kids) -> s.CountsAs:
        return s.CountsAs(*kids, span=span)

    def barred(self, span: Span, kids: Kids) -> s.Barred:
        return s.Barred(*kids, span=span)

    def grades_name(self, span: Span, kids: Kids) -> s.Name:
        return self.name(span, kids)

    def excluded(self, span: Span, kids: Kids) -> s.Excluded:
        return s.Excluded(*kids, span=span)

    def limited(self, span: Span, kids: Kids) -> s.LimitedTo:
        return s.LimitedTo(*kids, span=span)

    def award(self, span: Span, kids: Kids) -> s.Award:
        otherwise, test, give, *rest = (k for k in kids if not isinstance(k, Token))
        at = next(i for i, k in enumerate(rest) if isinstance(k, tuple))
        rounding, notes, below = rest[at - 1], rest[at], rest[at + 1 :]
        limits = tuple(k for k in rest[: at - 1] if isinstance(k, s.Limit))
        if len(limits) < at - 1:
            give = evolve(give, begun=True)
        items = tuple(b for b in below if isinstance(b, s.Condition))
        notes = notes + tuple(n for b in below if isinstance(b, s.Remark) for n in b.notes)
        if isinstance(test, s.Listed):
            if not items:
                self.lists.append((test.span, True))
            test = s.Listed(test.quantity, items, span=test.span)
        elif items:
            self.lists.append((items[0].span, False))
        return s.Award(bool(otherwise), test, give, rounding, notes, limits, span=span)

    def table(self, span: Span, kids: Kids) -> s.Award:
        otherwise, test, *rest = (k for k in kids if not isinstance(k, Token))
        at = next(i for i, k in enumerate(rest) if isinstance(k, tuple))
        columns = next((k for k in rest[:at] if isinstance(k, list)), [])
        quantities = tuple(k for k in rest[:at] if not isinstance(k, list) and k is not None)
        rows = tuple(r for r in rest[at:] if isinstance(r, s.Row))
        notes = rest[at] + tuple(n for r in rest[at:] if isinstance(r, s.Remark) for n in r.notes)
        if isinstance(test, s.Listed):
            self.lists.append((test.span, True))
        return s.Award(bool(otherwise), test, s.Banded(quantities, rows, tuple(columns), span=span), None, notes, span=span)

    def row(self, span: Span, kids: Kids) -> s.Row:
        *cells, notes = kids
        tests = tuple(t for t in cells if isinstance(t, s.Mark | s.Stretch))
        return s.Row(tests, tuple(c for c in cells[max(len(tests), 1) :]), notes, span=span)

    def columns(self, span: Span, kids: Kids) -> Kids:
        return [None if k is Ellipsis else k for k in kids]

    def row_infix(self, span: Span, kids: Kids) -> s.Mark:
        return s.Mark(*kids, span=span)

    def row_postfix(self, span: Span, kids: Kids) -> s.Mark:
        return s.Mark(self.english(kids[1]), kids[0], span=span)

    def row_range(self, span: Span, kids: Kids) -> s.Stretch:
        return s.Stretch(*kids, span=span)

    row_window = row_range

    def row_value(self, span: Span, kids: Kids) -> s.Mark:
        return s.Mark("", *kids, span=span)

    def otherwise(self, span: Span, kids: Kids) -> bool:
        return True

    def listed_head(self, span: Span, kids: Kids) -> s.Listed:
        return s.Listed(kids[0], (), span=span)

    def quantity(self, span: Span, kids: Kids) -> Any:
        number = next((k for k in kids if k.type == "NUMBER"), None)
        return s.Number(str(number), span=self.span(number)) if number else self.english(kids[0])

    def award_below(self, span: Span, kids: Kids) -> Any:
        return kids[0]

    def listed_item(self, span: Span, kids: Kids) -> s.Condition:
        return s.Condition(*kids, span=span)

    def fixed(self, span: Span, kids: Kids) -> s.Fixed:
        return s.Fixed(*kids, span=span)

    def deducted(self, span: Span, kids: Kids) -> s.Deducted:
        return s.Deducted(*kids, span=span)

    def counted(self, span: Span, kids: Kids) -> s.Counted:
        quantity, per, unit, gain, points = kids
        return s.Counted(quantity, per == "per full", unit, gain == "deduct", points, span=span)

    def begun(self, span: Span, kids: Kids) -> bool:
        return True

    def prorated(self, span: Span, kids: Kids) -> s.Prorated:
        return s.Prorated(*kids, span=span)

    def rated(self, span: Span, kids: Kids) -> s.Rated:
        return s.Rated(*kids, span=span)

    def total_line(self, span: Span, kids: Kids) -> s.TotalLine:
        head, value, *limits, rounding, notes = kids
        return s.TotalLine(head, value, tuple(limits), rounding, notes, span=span)

    def ranking(self, span: Span, kids: Kids) -> s.Ranking:
        notes, *rows = (k for k in kids if not isinstance(k, Token))
        return s.Ranking(tuple(rows), notes, span=span)

    def rank_row(self, span: Span, kids: Kids) -> s.RankRow:
        return s.RankRow(*kids, span=span)

    def grades(self, span: Span, kids: Kids) -> s.Grades:
        exclusive, notes, *rows = (k for k in kids if not isinstance(k, Token))
        return s.Grades(tuple(rows), notes, bool(exclusive), span=span)

    def rounding_line(self, span: Span, kids: Kids) -> s.Rounding:
        rounding, notes = kids
        return s.Rounding(rounding.mode, rounding.step, notes, span=span)

    def classification(self, span: Span, kids: Kids) -> s.Classification:
        head, subject, exclusive, notes, *rows = (k for k in kids if not isinstance(k, Token))
        return s.Classification(head, subject, bool(exclusive), notes, tuple(rows), span=span)

    def exclusive(self, span: Span, kids: Kids) -> bool:
        return True

    def requirement(self, span: Span, kids: Kids) -> s.Requirement:
        head, subject, notes, *body = (k for k in kids if not isinstance(k, Token))
        return s.Requirement(head, subject, notes, tuple(body), span=span)

    def duty(self, span: Span, kids: Kids) -> s.Duty:
        return s.Duty(*kids, span=span)

    def target(self, span: Span, kids: Kids) -> s.Target:
        head, subject, measure, notes, *body = (k for k in kids if not isinstance(k, Token))
        return s.Target(head, subject, measure, notes, tuple(body), span=span)

    def due(self, span: Span, kids: Kids) -> s.Due:
        day, test, notes = kids
        return s.Due(day, None if test is Ellipsis else test, notes, span=span)

    def class_row(self, span: Span, kids: Kids) -> s.Grade:
        return self.grade(span, kids)

    def grade(self, span: Span, kids: Kids) -> s.Grade:
        head, test, notes = kids
        if isinstance(test, s.Path) and self.bare and self.bare[-1][0] is test.steps[0]:
            self.bare[-1] = (test.steps[0], True)
        return s.Grade(head, None if test is Ellipsis else test, notes, span=span)

    def rest(self, span: Span, kids: Kids) -> Any:
        return Ellipsis

    immeasurable = rest
