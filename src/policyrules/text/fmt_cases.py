"""Printing cases: the part of `fmt` that is about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from policyrules.language import surface as s
from policyrules.text.lines import Line

if TYPE_CHECKING:
    from policyrules.text.fmt import Printer


def case(p: Printer, node: s.Case) -> Iterator[str]:
    """The lines of a case."""
    head = f"{p.k('case')} {p.quote(node.title)}"
    head += f" {p.k('subject')} {p.name(node.subject)}" if node.subject else ""
    yield head + (f" {node.day.day}" if node.day else "")
    for line in node.lines:
        yield Line(f"    {_line(p, line)}", line.span.start)
        if isinstance(line, s.GivenList):
            for row in line.records:
                yield Line("        " + f"- {p.comma.join(_entry(p, x) for x in row.entries)}".rstrip(), row.span.start)


def _line(p: Printer, node: s.CaseLine) -> str:
    given, should = p.k("given"), p.k("should be")
    match node:
        case s.GivenFrom(kind, name):
            return f"{given} {p.k('case') + ' ' if kind == 'case' else ''}{p.quote(name)}"
        case s.GivenException(part):
            return f"{given} {p.k('accepted exception')} {p.path(part, p.quoted)}"
        case s.Entry():
            return f"{given} {_entry(p, node)}"
        case s.GivenList(path):
            return f"{given} {p.path(path, p.quoted | {p.k('case'), p.k('accepted exception')})}{p.colon}".rstrip()
        case s.Withdrawn(path):
            return f"{p.k('unknown')} {p.path(path, p.quoted)}"
        case s.Review(by, day):
            return f"{p.k('reviewed by')} {p.quote(by)} {day.day}" if by and day else p.k("not reviewed")
        case s.ShouldLack(path):
            return f"{should} {p.k('missing')} {p.path(path, p.quoted)}"
        case s.ShouldFail(code):
            return f"{should} {p.k('facts in error')}" + (f" {p.name(code)}" if code else "")
        case s.ShouldBe(test):
            return f"{should} {p.tested(test)}"


def _entry(p: Printer, node: s.Entry) -> str:
    values = p.dun.join(_literal(p, v) for v in node.values)
    return f"{p.path(node.path, p.quoted | {p.k('case'), p.k('accepted exception')})} = {values}"


def _literal(p: Printer, node: s.Literals) -> str:
    return p.name(node) if isinstance(node, s.Name) else p.expr(node)
