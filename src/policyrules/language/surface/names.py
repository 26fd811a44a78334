"""Names and texts."""

from __future__ import annotations

from attrs import frozen

from policyrules.language.node import Located as Node


@frozen(eq=False, repr=False)
class Name(Node):
    """A bare or quoted name as written, without its marks."""

    text: str


@frozen(eq=False, repr=False)
class Quote(Node):
    """A text between quotation marks, without them."""

    text: str


@frozen(eq=False, repr=False)
class Head(Node):
    """What a declaration is called: name, ASCII alias, title."""

    name: Name
    alias: Name | None = None
    title: Quote | None = None
