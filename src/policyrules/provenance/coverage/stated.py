"""What of a program quotes the text: its rules and their lines, each with the quotes that stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policyrules.language import core
from policyrules.result.coverage import Quoted, Stated
from policyrules.source import Source, Span

_LINES = 12
"""The most lines of a rule that are shown."""


class _Owner(NamedTuple):
    """What may quote something; ``whole`` where its lines say one thing only, and are shown to the last."""

    id: str
    label: str
    span: Span
    whole: bool = True


def stated(program: core.Program, places: Mapping[core.Citation, core.Place]) -> tuple[Stated, ...]:
    """Everything in the pack's own files that quotes its own text, in the order in which it first does."""
    cites = [c for c in program.citations if c in places and not c.span.source.pack]
    owners: dict[int, tuple[_Owner, list[core.Citation]]] = {}
    for cite, owner in _owned(program, cites):
        owners.setdefault(id(owner), (owner, []))[1].append(cite)
    rows = [(owner, own, [places[c] for c in own]) for owner, own in owners.values()]
    rows.sort(key=lambda row: (row[2][0].source, row[2][0].start))
    return tuple(_row(n, *row) for n, row in enumerate(rows, 1))


def _row(number: int, owner: _Owner, own: list[core.Citation], places: list[core.Place]) -> Stated:
    source, start = owner.span.source, owner.span.start
    end = owner.span.end if owner.whole else max(c.span.end for c in own)
    line, _ = source.position(start)
    last, _ = source.position(max(start, end - 1))
    lines = list(_block(source, line, last))
    indent = _indent(lines[0])
    text = "\n".join(x[indent:].rstrip() for x in lines[:_LINES]) + "\n…" * (len(lines) > _LINES)
    quotes = tuple(Quoted(p.source, p.start, p.end, c.quote) for c, p in zip(own, places, strict=True))
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


def _owned(program: core.Program, cites: list[core.Citation]) -> Iterator[tuple[core.Citation, _Owner]]:
    """Each citation with the innermost of what it stands in; the header has those that stand in nothing else."""
    things: list[tuple[str, int, int, _Owner | core.Citation]] = [
        (x.span.source.path, x.span.start, -x.span.end, x) for x in _owners(program) if not x.span.source.pack
    ]
    things += [(c.span.source.path, c.span.start, 0, c) for c in cites]
    around: list[_Owner] = []
    for path, start, _, one in sorted(things, key=lambda x: x[:3]):
        while around and (around[-1].span.source.path != path or around[-1].span.end <= start):
            around.pop()
        if isinstance(one, _Owner):
            around.append(one)
        else:
            yield one, around[-1] if around else _Owner(program.name, program.document.title, one.span)


def _owners(program: core.Program) -> Iterator[_Owner]:
    for rule in program.rules:
        match rule:
            case core.Scorecard():
                yield from _of_card(rule)
            case core.Classification():
                yield _Owner(rule.id, rule.label, rule.span, whole=False)
                yield from (_Owner(f"{rule.id}.{x.id}", x.label, x.span) for x in rule.rows)
            case core.Requirement():
                yield _Owner(rule.id, rule.label, rule.span, whole=len(rule.duties) == 1)
                yield from (_Owner(rule.id, rule.label, x.span) for x in rule.duties)
            case core.Target():
                yield _Owner(rule.id, rule.label, rule.span, whole=False)
                yield from (_Owner(rule.id, f"{rule.label} {x.label}", x.span) for x in rule.rows)
            case core.Template():
                yield _Owner(rule.id, rule.label, rule.span)
    classes = {x.name for x in program.rules if isinstance(x, core.Classification)}
    yield from (_Owner(x.id.rpartition("/")[2], x.name, x.span) for x in program.values if x.name not in classes)
    for subject in program.subjects:
        yield _Owner(subject.id, subject.name, subject.span, whole=False)
        yield from (_Owner(f"{subject.id}.{f.alias}", f.name, f.span) for f in core.every_field(subject.fields))


def _of_card(card: core.Scorecard) -> Iterator[_Owner]:
    for part in card.root.walk():
        label = "·".join([*part.names[:-1], part.label]) if part.id else card.label
        yield _Owner(f"{card.id}.{part.id}".rstrip("."), label, part.span, whole=part.leaf)
    yield from (_Owner(card.id, card.label, x.span) for x in (*card.gates, *card.vetoes))
    yield from (_Owner(f"{card.id}.{x.id}", x.label, x.span) for x in card.totals)
    if card.ranking:
        yield _Owner(card.id, card.label, card.ranking.span)
    if card.bands:
        yield _Owner(card.id, card.label, card.bands.span)
        yield from (_Owner(f"{card.id}.{x.id}", x.label, x.span) for x in card.bands.rows)
