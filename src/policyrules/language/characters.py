"""Full-width forms and look-alikes to the characters that rules and facts are read in, one for one."""

from __future__ import annotations

FULL_WIDTH: dict[int, str] = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F) if c != 0xFF02}
FULL_WIDTH |= {ord(a): b for a, b in zip("〔〕−×÷≧≦⩾⩽\r", "[]-*/≥≤≥≤ ", strict=True)}
"""The full-width quotation mark stays, so that nothing inside a text can end it."""


def normalise(text: str) -> str:
    """The text with those characters replaced: as long as the original, with the same offsets."""
    return text if text.isascii() and "\r" not in text else text.translate(FULL_WIDTH)
