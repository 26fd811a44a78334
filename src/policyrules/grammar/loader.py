"""One parser for each vocabulary, made from `policy.lark` and the table of words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import get_args

import lark
from lark import Lark

from policyrules.grammar.layout import Layout
from policyrules.language.vocabulary import ASSUMPTION_KINDS, COMPARATORS, MODALITIES, WORDS, Side, Word, word

_HERE = Path(__file__).parent
_LETTER = r"(?:(?!的)[^\W\d]|·|(?<=[A-Za-z0-9_])[0-9])"


def grammar_text(side: Side) -> str:
    """The whole grammar in one vocabulary, as lark reads it."""
    text = _HERE.joinpath("policy.lark").read_text(encoding="utf-8").replace("<letter>", _LETTER)
    used = set(re.findall(r"\b_[A-Z_]+\b", text))
    groups: dict[str, Iterable[Word]] = {
        "INFIX": (w for w in COMPARATORS if not w.postfix),
        "POSTFIX": (w for w in COMPARATORS if w.postfix),
        "MODALITY": MODALITIES,
        "KIND": map(word, ASSUMPTION_KINDS),
    }
    lines = [
        f"{name}.2: /{_whole(w.spelt(side) for w in row)}{'|[≥≤≠>]' if name == 'INFIX' else ''}/" for name, row in groups.items()
    ]
    lines += [_keyword(w, side) for w in WORDS if f"_{w.id}" in used]
    return "\n".join([text, *lines, ""])


def _whole(spellings: Iterable[str]) -> str:
    """A pattern for any of several words, the longest first, as whole words; English ones with any spaces inside."""
    longest_first = sorted(spellings, key=len, reverse=True)
    return f"(?:{'|'.join(w.replace(' ', ' +') for w in longest_first)})(?!{_LETTER})"


def _keyword(word: Word, side: Side) -> str:
    spelling = word.spelt(side)
    # Lark itself keeps a single word from matching inside a longer NAME; several words need a pattern, which then goes
    # first, before the comparison words too (`is one of` before `is`).
    return f"_{word.id}.3: /{_whole([spelling])}/" if " " in spelling else f'_{word.id}: "{spelling}"'


@cache
def parser(side: Side) -> Lark:
    """The LALR(1) parser of one vocabulary; it may be used from several threads at once.

    Its tables come ready from the installed package where they are there and fit (see `save_tables`), else they are worked out,
    which takes half a second.
    """
    text = grammar_text(side)
    saved = _HERE.joinpath(_file_name(side))
    if saved.is_file():
        with saved.open("rb") as file:
            if file.readline().strip() == _key(text):
                return Lark.load(file)
    return build(text)


def build(text: str) -> Lark:
    """The parser of a grammar, its tables worked out afresh."""
    return Lark(
        text,
        parser="lalr",
        lexer="contextual",
        postlex=Layout(),
        propagate_positions=True,
        maybe_placeholders=True,
    )


def save_tables(folder: Path) -> list[Path]:
    """Write the parser's tables for both vocabularies into a folder of the package; called when a wheel is built.

    They are lark's own pickles, read back only from inside the package, which is as trusted as the code beside it.
    """
    written = []
    for side in get_args(Side):
        text, path = grammar_text(side), folder / _file_name(side)
        with path.open("wb") as file:
            file.write(_key(text) + b"\n")
            build(text).save(file)
        written.append(path)
    return written


def _file_name(side: Side) -> str:
    return f"tables-{side}.bin"


def _key(text: str) -> bytes:
    return f"{lark.__version__} {hashlib.sha256(text.encode()).hexdigest()}".encode()
