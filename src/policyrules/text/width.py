"""How wide text stands on a screen, and breaking it into lines: for Chinese and Latin text mixed.

Wide characters (Unicode Standard Annex 11) take two columns. Ambiguous ones (“”①—) take one column or two depending on the
terminal's font; they are counted as two, so that a line is never too long, and kept out of aligned columns where that can be done.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_OPENING = "（《〈“‘〔【［｛("
_CLOSING = "，。、；：！？）》〉”’〕】］｝…％·)"
_CORE = rf"[!-'*-~]+(?:–[!-'*-~]+)*(?:(?<=\d)(?: ?分|\w))?|[^\s{_OPENING}{_CLOSING}]"
_ATOM = re.compile(rf"\s+|（[^（）\s]{{1,6}}）[{_CLOSING}]*|[{_OPENING}]*(?:{_CORE})[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+")
"""What may not be torn apart: brackets and stops with their neighbour, a word in brackets, a number with its unit, a Latin word."""


@lru_cache(maxsize=20_000)
def char_width(char: str) -> int:
    """Columns of one character, 0 for a combining or invisible one."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def ambiguous(char: str) -> bool:
    """Whether a character takes one column in some terminals and two in others."""
    return unicodedata.east_asian_width(char) == "A" and char_width(char) > 0


def width(text: str) -> int:
    """Columns of a text on one line."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(char_width, text))


def pad(text: str, columns: int, right: bool = False) -> str:
    """The text with spaces after it (before it, with ``right``) up to so many columns."""
    space = " " * (columns - width(text))
    return space + text if right else text + space


def cut(text: str, columns: int) -> str:
    """As much of the beginning as fits into so many columns."""
    room = columns
    for at, char in enumerate(text):
        room -= char_width(char)
        if room < 0:
            return text[:at]
    return text


def wrap(text: str, columns: int, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines of at most ``columns``, the first led in by ``first``, the others by ``rest`` (else as wide, and blank).

    No line begins with a stop or a closing bracket, or ends with an opening one (the line breaking rules of GB/T 15834).
    """
    whole = first + " ".join(text.split())
    if width(whole) <= columns:  # as most do
        return [whole.rstrip()]
    rest = " " * width(first) if rest is None else rest
    lines, line, used = [], first, width(first)
    indent, empty = width(rest), True
    for atom in _ATOM.findall(text):
        needed = width(atom)
        if not empty and used + (needed if not atom[-1].isspace() else width(atom.rstrip())) > columns:
            lines.append(line.rstrip())
            line, used, empty = rest, indent, True
        if empty and atom.isspace():
            continue
        while used + needed > columns and len(atom) > 1:  # a word longer than the line
            head = cut(atom, max(columns - used, 2))
            lines.append(line + head)
            line, used, atom = rest, indent, atom[len(head) :]
            needed = width(atom)
        line += " " if atom.isspace() else atom
        used += 1 if atom.isspace() else needed
        empty = False
    return [*lines, line.rstrip()]
