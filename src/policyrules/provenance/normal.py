"""What counts as the same text: the essence of a text, which is compared, and where each character of it stood."""

from __future__ import annotations

import re
import unicodedata
from array import array


def _forms() -> dict[int, str]:
    alike = "\"“”„‟＂«»「」『』﹁﹂﹃﹄'‘’‚‛＇ -‐‑‒–—―−─━﹘﹣－ ~～〜∼˜ ·•・‧∙･ 〇○◯ [〔﹝［ ]〕﹞］ 、､﹑ 。｡"
    table = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
    for low, high in ((0x2E80, 0x2FD6), (0xF900, 0xFADA), (0x2F800, 0x2FA1E)):  # twins that text taken from a PDF is full of
        table |= {c: twin for c in range(low, high) if len(twin := unicodedata.normalize("NFKC", chr(c))) == 1}
    return table | {ord(c): word[0] for word in alike.split() for c in word[1:]}


FORMS = _forms()
"""The one form that stands for a character, for `str.translate`."""

_TAG = (
    r"</?(?:p|br|b|i|u|s|em|strong|span|div|font|sup|sub|a|img|hr|table|thead|tbody|tfoot|tr|td|th|col|colgroup|caption|ul|ol|li"
    r"|h[1-6]|center|small|blockquote)(?:\s[^<>]*)?/?>"
)
_INVISIBLE = r"\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef"
_DROPPED = re.compile(
    rf"<!--[^<>]*-->|{_TAG}|&(?:nbsp|ensp|emsp|thinsp);|\*\*|\|(?:[ \t]*:?-{{2,}}:?[ \t]*\|)+|[\s#\\{_INVISIBLE}]+|\|",
    re.IGNORECASE,
)
# Without looking back or ahead, a slice that begins and ends with kept characters is read as it is read within the whole. So `#`,
# `|` and `\`, which Chinese official writing does not use, go wherever they stand; a lone `*` may mean multiplication and stays.


def reduced(text: str) -> tuple[str, array[int]]:
    """The essence of a text, and where each character of it stood."""
    uniform = text.translate(FORMS)
    pieces: list[str] = []
    offsets: array[int] = array("L")
    at = 0
    for gap in _DROPPED.finditer(uniform):
        pieces.append(uniform[at : gap.start()])
        offsets.extend(range(at, gap.start()))
        at = gap.end()
    pieces.append(uniform[at:])
    offsets.extend(range(at, len(uniform)))
    return "".join(pieces), offsets


def essence(text: str) -> str:
    """A text as quotes are compared.

    Left out: white space of every kind, invisible characters, HTML tags and comments, and Markdown's ``**``, ``#``, ``|`` and
    backslash. Made one: full-width and half-width forms, the kinds of quotation marks, dashes, waves, middle dots and the brackets
    of document numbers, ○ and 〇, radicals and compatibility ideographs with the characters they stand for. Each character kept
    stands for exactly one of the original.
    """
    return reduced(text)[0]


def as_written(text: str) -> str:
    """The kept characters as they were written, for showing on one line."""
    return "".join(text[i] for i in reduced(text)[1])
