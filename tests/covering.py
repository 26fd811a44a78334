"""The coverage of texts in memory."""

from __future__ import annotations

from collections.abc import Mapping

from packs import Built, build_texts

from policyrules.provenance.coverage import cover
from policyrules.result.coverage import Coverage, Sentence
from policyrules.source import Source

HEADER = "政策 demo “示例”\n    原文 “source.md”\n"


def rules(*quotes: str, more: str = "") -> str:
    """A pack that has one rule for each quote."""
    lines = (f"参数 「线{n}」 as line_{n} = 1平方米    依据 “{quote}”\n" for n, quote in enumerate(quotes))
    return HEADER + "".join(lines) + more


def built(source: str, *quotes: str, more: str = "") -> Built:
    """A pack with a text, one rule for each quote, and what else it says."""
    return build_texts({"rules.policy": rules(*quotes, more=more), "source.md": source})


def of(made: Built, texts: Mapping[str, str]) -> Coverage:
    """The coverage of a pack that was built."""
    lowered = made.lowered
    assert lowered is not None, made.rendered("en")
    return cover(lowered.program, lowered.places, [Source(name, text) for name, text in texts.items()]).sure


def coverage(source: str, *quotes: str, more: str = "") -> Coverage:
    """The same in one step."""
    return of(built(source, *quotes, more=more), {"source.md": source})


def only(found: Coverage) -> Sentence:
    (one,) = found.sentences
    return one
