"""From lark's tree to the surface tree, cases: one method a rule, named as in `policy.lark`."""

from __future__ import annotations

from attrs import evolve

from policyrules.grammar.build_expressions import Expressions, Kids
from policyrules.language import surface as s
from policyrules.source import Span


class Cases(Expressions):
    """Makes the cases of one stretch of a source."""

    def case(self, span: Span, kids: Kids) -> s.Case:
        title, subject, day, *lines = kids
        return s.Case(title, subject, day, tuple(x for x in lines if isinstance(x, s.CaseLine)), span=span)

    def given_file(self, span: Span, kids: Kids) -> s.GivenFrom:
        return s.GivenFrom("file", kids[0], span=span)

    def given_case(self, span: Span, kids: Kids) -> s.GivenFrom:
        return s.GivenFrom("case", kids[0], span=span)

    def given_exception(self, span: Span, kids: Kids) -> s.GivenException:
        return s.GivenException(kids[0], span=span)

    def given_value(self, span: Span, kids: Kids) -> s.Entry:
        entry: s.Entry = kids[0]
        return entry

    def given_list(self, span: Span, kids: Kids) -> s.GivenList:
        path, *rest = kids
        return s.GivenList(path, tuple(x for x in rest if isinstance(x, s.Record)), span=span)

    def record(self, span: Span, kids: Kids) -> s.Record:
        return s.Record(tuple(x for x in kids if isinstance(x, s.Entry)), span=span)

    def entry(self, span: Span, kids: Kids) -> s.Entry:
        path, *values = kids
        return s.Entry(path, tuple(values), span=span)

    def below_zero(self, span: Span, kids: Kids) -> s.Number:
        number: s.Number = kids[0]
        return evolve(number, text=f"-{number.text}", span=span)

    def withdrawn(self, span: Span, kids: Kids) -> s.Withdrawn:
        return s.Withdrawn(kids[0], span=span)

    def not_reviewed(self, span: Span, kids: Kids) -> s.Review:
        return s.Review(span=span)

    def reviewed(self, span: Span, kids: Kids) -> s.Review:
        return s.Review(kids[0], kids[1], span=span)

    def should_be(self, span: Span, kids: Kids) -> s.ShouldBe:
        return s.ShouldBe(kids[0], span=span)

    def should_lack(self, span: Span, kids: Kids) -> s.ShouldLack:
        return s.ShouldLack(kids[0], span=span)

    def should_fail(self, span: Span, kids: Kids) -> s.ShouldFail:
        return s.ShouldFail(kids[0], span=span)

    def plain_path(self, span: Span, kids: Kids) -> s.Path:
        return s.Path(tuple(kids), span=span)
