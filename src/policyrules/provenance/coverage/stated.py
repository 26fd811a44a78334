"""What of a program quotes the text: its rules and their lines, each with the quotes that are its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policyrules.language import core
from policyrules.result.coverage import Quoted, Stated
from policyrules.source import Source, Span

_LINES = 12
"""The most lines of a rule that are shown."""


class _Owner(NamedTuple):
    """What quotes something; ``whole`` where its lines say one thing only, and are shown to the last."""

    id: str
    label: str
    span: Span
    cites: tuple[core.Citation, ...]
    whole: bool = True


def stated(program: core.Program, places: Mapping[core.Citation, core.Place]) -> tuple[Stated, ...]:
    """Everything in the pack's own files that quotes its own text, in the order in which it first does."""
    found: list[tuple[tuple[str, int], _Owner, tuple[Quoted, ...]]] = []
    taken: set[core.Citation] = set()
    for owner in (*_owners(program), *_others(program)):
        own = [c for c in owner.cites if c in places and not c.span.source.pack and c not in taken]
        taken |= {*own}
        quotes = tuple(Quoted(p.source, p.start, p.end, c.quote) for c in own for p in (places[c],))
        if quotes:
            found.append(((quotes[0].source, quotes[0].start), owner, quotes))
    found.sort(key=lambda x: x[0])
    return tuple(_row(n, owner, quotes) for n, (_, owner, quotes) in enumerate(found, 1))


def _row(number: int, owner: _Owner, quotes: tuple[Quoted, ...]) -> Stated:
    source, start = owner.span.source, owner.span.start
    end = owner.span.end if owner.whole else max(c.span.end for c in owner.cites)
    line, _ = source.position(start)
    last, _ = source.position(max(start, end - 1))
    lines = list(_block(source, line, last))
    indent = _indent(lines[0])
    text = "\n".join(x[indent:].rstrip() for x in lines[:_LINES]) + "\n…" * (len(lines) > _LINES)
    return Stated(number, owner.id, owner.label, source.path, line, text, quotes)


def _block(source: Source, first: int, last: int) -> Iterator[str]:
    """The lines of a statement that begins on one line and is over by another, comments and blank lines left out."""
    yield source.line(first)
    for number in range(first + 1, last + 1):
        line = source.line(number)
        if line.strip() and _indent(line) <= _indent(source.line(first)):
            return
        if line.strip() and not line.lstrip().startswith("#"):
            yield line


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _owners(program: core.Program) -> Iterator[_Owner]:
    """Rules and their lines that have quotes of their own."""
    for rule in program.rules:
        match rule:
            case core.Scorecard():
                yield from _of_card(rule)
            case core.Classification():
                yield _Owner(rule.id, rule.label, rule.span, rule.cites, whole=False)
                yield from (_Owner(f"{rule.id}.{x.id}", x.label, x.span, x.cites) for x in rule.rows)
            case core.Requirement():
                yield _Owner(rule.id, rule.label, rule.span, rule.cites, whole=len(rule.duties) == 1)
                yield from (_Owner(rule.id, rule.label, x.span, x.cites) for x in rule.duties)
            case core.Target():
                yield _Owner(rule.id, rule.label, rule.span, rule.cites, whole=False)
                yield from (_Owner(rule.id, f"{rule.label} {x.label}", x.span, x.cites) for x in rule.rows)
            case core.Template():
                yield _Owner(rule.id, rule.label, rule.span, rule.cites)
    for value in program.values:
        yield _Owner(value.id.rpartition("/")[2], value.name, value.span, value.cites)


def _of_card(card: core.Scorecard) -> Iterator[_Owner]:
    for part in card.root.walk():
        label = "·".join([*part.names[:-1], part.label]) if part.id else card.label
        yield _Owner(f"{card.id}.{part.id}".rstrip("."), label, part.span, part.cites, whole=part.leaf)
    yield from (_Owner(card.id, card.label, x.span, x.cites) for x in (*card.gates, *card.vetoes))
    yield from (_Owner(f"{card.id}.{x.id}", x.label, x.span, x.cites) for x in card.totals)
    if card.ranking:
        yield _Owner(card.id, card.label, card.ranking.span, card.ranking.cites)
    if card.bands:
        yield _Owner(card.id, card.label, card.bands.span, card.bands.cites)
        yield from (_Owner(f"{card.id}.{x.id}", x.label, x.span, x.cites) for x in card.bands.rows)


def _others(program: core.Program) -> Iterator[_Owner]:
    """Quotes that belong to no rule: of the header, of subjects and their fields."""
    taken = {c for owner in _owners(program) for c in owner.cites}
    header = {*program.document.cites}
    for cite in program.citations:
        if cite not in taken:
            id, label = (program.name, program.document.title) if cite in header else _declared(program, cite)
            yield _Owner(id, label, cite.span, (cite,))


def _declared(program: core.Program, cite: core.Citation) -> tuple[str, str]:
    """The subject, and the field of it, that a quote stands at."""

    def holds(span: Span) -> bool:
        return span.source is cite.span.source and span.start <= cite.span.start < span.end

    subjects = [x for x in program.subjects if holds(x.span)]
    fields = [f for x in subjects for f in core.every_field(x.fields) if holds(f.span)]
    if not subjects:
        return "", ""
    subject, field = subjects[0], min(fields, key=lambda f: f.span.end - f.span.start, default=None)
    return (f"{subject.id}.{field.alias}", field.name) if field else (subject.id, subject.name)
