"""What the prose of a pack is made of, before it is text, Markdown or a page."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Assumed = tuple[str, str]
"""An assumption: its kind and its reason, in words."""


@frozen
class Clause:
    """A sentence that says what is computed or asked, with the quotes it rests on and its own assumptions."""

    text: str
    cites: tuple[str, ...] = ()
    assumptions: tuple[Assumed, ...] = ()


@frozen
class Entry:
    """An item, a criterion, a class, a day of a target: its name, its points if any, its clauses and what stands below."""

    label: str
    points: str
    clauses: tuple[Clause, ...]
    below: tuple[Entry, ...] = ()


@frozen
class Chart:
    """A figure for each day of a target: ISO day, share of the axis from 0 to 1 (None: not measurable), and the words."""

    points: tuple[tuple[str, float | None, str], ...]


@frozen
class Section:
    """A rule, or the terms of a subject. ``about`` are its clauses; ``after`` what follows its entries, such as grades."""

    kind: Literal["score", "class", "requirement", "target", "name", "terms"]
    label: str
    subject: str
    about: tuple[Clause, ...]
    entries: tuple[Entry, ...]
    after: tuple[Entry, ...] = ()
    chart: Chart | None = None


@frozen
class Prose:
    """A pack in words. ``head`` are rows of the document (number, issuers …), ``assumptions`` those that belong to no sentence.

    Nothing is numbered across the pack, so that a rule that is added changes the lines of its own place only."""

    title: str
    head: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    assumptions: tuple[Assumed, ...]
