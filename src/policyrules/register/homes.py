"""Where each assumption stands: the smallest thing of the program it is written on or in."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from policyrules.language import core
from policyrules.language.trees import nodes, within
from policyrules.source import Span

Holder = (
    core.Document | core.Subject | core.Field | core.Value | core.Rule | core.Part | core.Effect | core.Bands | core.Band
    | core.Duty | core.Due | core.Total | core.Ranking
)  # fmt: skip


@frozen(eq=False)
class Home:
    """``holder`` is what the assumption stands on, ``rule`` what gives an outcome around it, if anything does."""

    holder: Holder
    rule: core.Rule | None = None

    @property
    def label(self) -> str:
        """What it is called."""
        match self.holder:
            case core.Document(name=name, title=title):
                return title or name
            case core.Value(name=name):
                return name
            case core.Part(names=()) | core.Bands() | core.Effect() | core.Ranking():
                return self.rule.name if self.rule else ""
            case core.Part(kind="line", names=names, label=label):
                return f"{'的'.join(names[:-1])}：{label}"
            case core.Part(names=names):
                return "的".join(names)
            case core.Field(called=called):
                return called
            case core.Duty(test=test):
                return " ".join(test.span.text.split())
            case core.Band(label=label) | core.Due(label=label):
                return f"{self.rule.name}的{label}" if self.rule else label
        return self.holder.name


_HOLDERS = (core.Part, core.Effect, core.Bands, core.Band, core.Duty, core.Due, core.Total, core.Ranking)


def homes(program: core.Program) -> dict[core.Assumption, Home]:
    """The place of every assumption of a program."""
    places = [(span, Home(holder, rule)) for span, holder, rule in _holders(program)]
    found = {}
    for a in program.assumptions:
        around = [(s.end - s.start, n, h) for n, (s, h) in enumerate(places) if within(a.span, s)]
        # Of two that span the same text it is the one further in, which comes later.
        found[a] = min(around, key=lambda x: (x[0], -x[1]))[2] if around else Home(_document(program, a.span))
    return found


def _document(program: core.Program, span: Span) -> core.Document:
    pack = span.source.pack
    return next((d for d in program.above if d.name == pack), program.document) if pack else program.document


def _holders(program: core.Program) -> Iterator[tuple[Span, Holder, core.Rule | None]]:
    for subject in program.subjects:
        yield subject.span, subject, None
        yield from ((f.span, f, None) for f in core.every_field(subject.fields))
    yield from ((v.span, v, None) for v in program.values)
    for rule in program.rules:
        yield rule.span, rule, rule
        yield from ((x.span, x, rule) for x in nodes(rule) if isinstance(x, _HOLDERS))
