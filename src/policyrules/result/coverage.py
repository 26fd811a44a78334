"""How far the rules of a pack cover the text they come from, sentence by sentence, and the form of it for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Literal, get_args

from attrs import field, frozen

from policyrules.language.node import Shown
from policyrules.source import Source

TokenState = Literal["encoded", "narrative", "deferred", "uncovered"]
State = Literal["encoded", "partly", "narrative", "deferred", "uncovered", "untouched", "heading"]
LetterState = Literal["encoded", "narrative", "deferred", "rest"]
LETTER_STATES: tuple[LetterState, ...] = get_args(LetterState)
TOKEN_STATES: tuple[TokenState, ...] = get_args(TokenState)
STATES: tuple[State, ...] = get_args(State)


@frozen(repr=False)
class Token(Shown):
    """A normative token: a duty word, a figure, a comparison, a period. ``kind`` says which of these."""

    start: int
    end: int
    text: str
    kind: str
    state: TokenState

    def to_dict(self) -> dict[str, Any]:
        return {"text": self.text, "start": self.start, "end": self.end, "kind": self.kind, "state": self.state}


@frozen(repr=False)
class Quoted(Shown):
    """Where a quote of a rule stands: code points into the text of that path."""

    source: str
    start: int
    end: int
    quote: str


@frozen(repr=False)
class Stated(Shown):
    """A rule, or a line of one, with what it quotes. ``number`` is its own, ``id`` may be that of a rule with several lines;
    ``text`` is what the file says, from ``line`` on."""

    number: int
    id: str
    label: str
    file: str
    line: int
    text: str = field(repr=False)
    quotes: tuple[Quoted, ...] = field(repr=False)


@frozen(repr=False)
class Sentence(Shown):
    """A sentence, heading or clause of a table cell, placed by code points into the text of its source.

    ``parts`` are its stretches that rules quote or the pack declares. ``letters``: how many of its characters, white space and
    markup left out, are quoted by rules, declared narrative, declared deferred, and none of these. ``rules`` are the numbers of
    what quotes it, ``reasons`` those given for what is deferred.
    """

    source: str
    start: int
    end: int
    text: str
    state: State
    tokens: tuple[Token, ...]
    letters: tuple[int, int, int, int]
    parts: tuple[tuple[int, int, TokenState], ...] = ()
    rules: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


@frozen(slots=False, repr=False)
class Coverage(Shown):
    """The whole: the texts, their sentences in order, and what quotes them."""

    name: str
    title: str
    texts: tuple[Source, ...] = field(repr=False)
    sentences: tuple[Sentence, ...] = field(repr=False)
    rules: tuple[Stated, ...] = field(repr=False)

    @property
    def uncovered(self) -> int:
        """How many normative tokens no rule quotes and nothing is said of."""
        return self.tokens["uncovered"]

    @cached_property
    def states(self) -> dict[State, int]:
        """How many sentences are in each state."""
        found = Counter(x.state for x in self.sentences)
        return {state: found[state] for state in STATES}

    @cached_property
    def tokens(self) -> dict[TokenState, int]:
        """How many normative tokens are in each state."""
        found = Counter(t.state for x in self.sentences for t in x.tokens)
        return {state: found[state] for state in TOKEN_STATES}

    @cached_property
    def letters(self) -> dict[LetterState, int]:
        """How many characters are quoted, declared, and neither ("rest")."""
        sums = [sum(column) for column in zip(*(x.letters for x in self.sentences), strict=True)] or [0, 0, 0, 0]
        return dict(zip(LETTER_STATES, sums, strict=True))

    def to_dict(self) -> dict[str, Any]:
        """For a program: ``policyrules/schemas/coverage-1.json``."""
        ids = {rule.number: rule.id for rule in self.rules}
        sentences = [
            {
                "source": x.source,
                "text": x.text,
                "start": x.start,
                "end": x.end,
                "state": x.state,
                "normative": [t.to_dict() for t in x.tokens],
                "rules": list(dict.fromkeys(ids[n] for n in x.rules)),
                "reasons": list(x.reasons),
            }
            for x in self.sentences
        ]
        totals = {name: _summed(counts) for name, counts in self.totals().items()}
        return {"schema": "policyrules.coverage/1", "policy": self.name, "sentences": sentences, "totals": totals}

    def totals(self) -> dict[str, dict[Any, int]]:
        """What is counted, each by state: sentences, normative tokens, characters."""
        return {"sentences": self.states, "normative": self.tokens, "letters": self.letters}


def _summed(counts: dict[Any, int]) -> dict[str, int]:
    return {"total": sum(counts.values()), **counts}


def share(part: int, whole: Iterable[int]) -> str:
    """A share in percent with one decimal, halves up; a dash where there is nothing to share."""
    total = sum(whole)
    if not total:
        return "—"
    tenths = (2000 * part + total) // (2 * total)
    return f"{tenths // 10}.{tenths % 10}%"
