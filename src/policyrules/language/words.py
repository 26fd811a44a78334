"""Words run together: taking 面积不少于 apart into 面积 and 不少于."""

from __future__ import annotations

from collections.abc import Collection

from policyrules.language.vocabulary import Side, by_spelling


def respace(word: str, names: Collection[str], side: Side) -> str:
    """The word with spaces put in by longest match over keywords and declared names, or "" where it is not several words.

    At least one piece must be a keyword. A keyword of one character (若, 得, 且) counts only when every piece is known, because
    such characters are parts of ordinary words as well.
    """
    if word.isascii():  # English words have spaces of their own
        return ""
    keywords = by_spelling(side)
    pieces: list[tuple[str, str]] = []  # (piece, "keyword" | "name" | "")
    at, longest = 0, max((len(k) for k in (*keywords, *names)), default=1)
    while at < len(word):
        for size in range(min(longest, len(word) - at), 0, -1):
            piece = word[at : at + size]
            if piece != word and (piece in names or piece in keywords):
                pieces.append((piece, "name" if piece in names else "keyword"))
                break
        else:
            size = 1
            if pieces and not pieces[-1][1]:
                pieces[-1] = (pieces[-1][0] + word[at], "")
            else:
                pieces.append((word[at], ""))
        at += size
    if len(pieces) < 2:
        return ""
    whole = all(kind for _, kind in pieces)
    sure = any(kind == "keyword" and (len(piece) > 1 or whole) for piece, kind in pieces)
    return " ".join(piece for piece, _ in pieces) if sure else ""
