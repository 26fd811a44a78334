"""Which sentences of the text the rules of a pack encode, which it says it leaves out and why, and which nothing is said of.

What counts is the normative tokens of a sentence (`provenance.marks`), not that a quote touches it: a token is encoded where one
proved quote holds it whole, else narrative or deferred where a declaration of the pack does, else uncovered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyrules.diagnostics import coverage as q
from policyrules.diagnostics.base import Label, Outcome, Problem
from policyrules.language import core
from policyrules.provenance.coverage.declared import Declared, find
from policyrules.provenance.coverage.stated import stated
from policyrules.provenance.coverage.stretches import Held, Layers, Stretch
from policyrules.provenance.marks import Figure, Mark, marks_of, sentences
from policyrules.provenance.passages import Passages
from policyrules.provenance.sections import NUMBERINGS
from policyrules.result.coverage import Coverage, Quoted, Sentence, State, Token, TokenState
from policyrules.source import Source, Span

_Quotes = Sequence[tuple[int, Quoted]]
"""Quotes with the numbers of what they belong to."""
_LISTED, _SHORT, _LINE = 5, 20, 60


def cover(program: core.Program, places: Mapping[core.Citation, core.Place], sources: Sequence[Source]) -> Outcome[Coverage]:
    """The coverage of a pack's texts by its rules, whose quotes stand at ``places``; and what is wrong with its declarations."""
    if not sources:
        return Outcome(None, (q.NoSourceToCover(span=program.unruled[0].span if program.unruled else None, where=program.name),))
    texts = [Passages.of(x) for x in sources]
    if empty := [t.source.path for t in texts if not t.text]:
        return Outcome(None, tuple(q.SourceEmpty(where=path) for path in empty))
    rules = stated(program, places)
    quotes = [(rule.number, x) for rule in rules for x in rule.quotes]
    declared = find(program.unruled, texts)
    readers = [_Reader(t, [x for x in quotes if x[1].source == t.source.path], declared.sure) for t in texts]
    found = tuple(x for reader in readers for x in reader.read())
    document = program.document
    whole = Coverage(document.name, document.title, tuple(sources), found, rules)
    cites = [c for c in program.citations if c in places and not c.span.source.pack]
    problems = (*declared.problems, *(p for r in readers for p in r.problems(cites, places)))
    return Outcome(whole, problems)


class _Reader:
    """One text with what lies over it."""

    def __init__(self, passages: Passages, quotes: _Quotes, declared: Iterable[Declared]) -> None:
        self.passages, self.quotes = passages, quotes
        self.held = Held([(x.start, x.end) for _, x in quotes])
        self.declared = [x for x in declared if x.passages is passages]
        said: list[Stretch[Declared | None]] = [
            Stretch(x.start, x.end, (2, x.end - x.start) if x.rest else (1, 0), x) for x in self.declared
        ]
        self.said = Layers(said)
        rules: list[Stretch[Declared | None]] = [Stretch(x.start, x.end, (0, 0), None) for _, x in quotes]
        self.all = Layers([*rules, *said])
        self.narrated: dict[Declared, list[Mark]] = {}
        self.left: set[Declared] = set()

    def read(self) -> Iterator[Sentence]:
        """The sentences in order."""
        text = self.passages.source.text
        marks, at = list(normative(marks_of(text))), 0
        for one in sentences(text):
            while at < len(marks) and marks[at].start < one.start:
                at += 1
            first = at
            while at < len(marks) and marks[at].start < one.end:
                at += 1
            yield self.sentence(one.start, one.end, marks[first:at])

    def sentence(self, start: int, end: int, marks: Sequence[Mark]) -> Sentence:
        source = self.passages.source
        tokens = tuple(self.token(m) for m in marks)
        parts = tuple(self.parts(start, end))
        letters, reasons = self.letters(start, end, parts), tuple(dict.fromkeys(x[3] for x in parts if x[3]))
        rules = tuple(dict.fromkeys(self.quotes[n][0] for n in self.held.touching(start, end)))
        state = _by_tokens(tokens) if tokens else _by_letters(letters)
        if state == "untouched" and self.heading(start, end):
            state = "heading"
        shown = tuple(x[:3] for x in parts)
        return Sentence(source.path, start, end, source.text[start:end], state, tokens, letters, shown, rules, reasons)

    def token(self, mark: Mark) -> Token:
        state: TokenState = "uncovered"
        if self.held.whole(mark.start, mark.end):
            state = "encoded"
        elif (top := self.said.at(mark.start)) and top.owner and top.end >= mark.end:
            state = _state(top.owner)
            if state == "narrative" and not _calendar(mark):
                self.narrated.setdefault(top.owner, []).append(mark)
        return Token(mark.start, mark.end, mark.text, type(mark).__name__.lower(), state)

    def parts(self, start: int, end: int) -> Iterator[tuple[int, int, TokenState, str]]:
        """What is quoted or declared between two places, and why what is deferred is."""
        for low, high, top in self.all.within(start, end):
            hit, owner = self.passages.kept(low, high), top.owner
            if hit.high > hit.low:
                if owner is not None:
                    self.left.add(owner)
                yield low, high, _state(owner), owner.node.reason if owner else ""

    def letters(self, start: int, end: int, parts: Iterable[tuple[int, int, TokenState, str]]) -> tuple[int, int, int, int]:
        """How many characters are quoted, narrative, deferred and neither."""
        counts = dict.fromkeys(("encoded", "narrative", "deferred"), 0)
        for low, high, state, _ in parts:
            hit = self.passages.kept(low, high)
            counts[state] += hit.high - hit.low
        whole = self.passages.kept(start, end)
        return (*counts.values(), whole.high - whole.low - sum(counts.values()))  # type: ignore[return-value]

    def heading(self, start: int, end: int) -> bool:
        """Whether a sentence stands on lines of its own, or in a cell, and does not end like one; or is a short one with a number
        and the rest of the paragraph after it (1. 完善分类管理。…)."""
        source, hit = self.passages.source, self.passages.kept(start, end)
        said = self.passages.text[hit.low : hit.high]
        if len(said) <= _LINE and (not said or said[-1] not in "。.;!?,、"):
            return True
        follows = source.text[end : end + _LINE].partition("\n")[0].strip()
        return bool(follows) and len(said) <= _SHORT and "," not in said and any(p.match(said) for _, p in NUMBERINGS)

    # ------------------------------------------------------------ what is wrong with declarations

    def problems(self, cites: Sequence[core.Citation], places: Mapping[core.Citation, core.Place]) -> Iterator[Problem]:
        source = self.passages.source
        for one, marks in self.narrated.items():
            labels = tuple(Label(span=Span(source, t.start, t.end), zh="原文", en="the source") for t in marks[:_LISTED])
            words = tuple(dict.fromkeys(t.text for t in marks))
            yield q.NarrativeNormative(span=one.node.span, words=words[:_LISTED], more=len(words) > _LISTED, labels=labels)
        own = [c for c in cites if places[c].source == source.path]
        held = Held([(places[c].start, places[c].end) for c in own])
        for one in self.declared:
            if not one.rest and (over := held.touching(one.start, one.end)):
                labels = tuple(Label(span=own[n].span, zh="规则在这里引用", en="a rule quotes it here") for n in over[:_LISTED])
                yield q.DeclaredOverRule(span=one.node.span, quote=own[over[0]].quote, labels=labels)
            elif one.rest and one not in self.left:
                yield q.NothingLeft(span=one.node.span, section=one.node.section)


def normative(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks that count, without those that lie within another."""
    end = -1
    for mark in sorted((m for m in marks if m.normative), key=lambda m: (m.start, -m.end)):
        if mark.end > end:
            yield mark
            end = mark.end


def _state(owner: Declared | None) -> TokenState:
    """Of what a declaration holds, or a quote."""
    return "encoded" if owner is None else "deferred" if owner.node.reason else "narrative"


def _calendar(mark: Mark) -> bool:
    """A year or a date alone, as goals without measure have it: it asks for nothing by itself."""
    return isinstance(mark, Figure) and mark.kind in ("year", "date")


def _by_tokens(tokens: Sequence[Token]) -> State:
    states = {t.state for t in tokens}
    if "encoded" in states:
        return "encoded" if len(states) == 1 else "partly"
    return next(s for s in ("uncovered", "deferred", "narrative") if s in states)


def _by_letters(letters: tuple[int, int, int, int]) -> State:
    """Of a sentence without normative tokens: what holds at least half of it."""
    encoded, narrative, deferred, _ = letters
    half = sum(letters)
    if 2 * encoded >= half > 0:
        return "encoded"
    if encoded:
        return "partly"
    if 2 * (narrative + deferred) >= half > 0:
        return "deferred" if deferred >= narrative else "narrative"
    return "untouched"
