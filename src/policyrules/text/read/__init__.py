"""The rules of a pack as prose (`policyrules read`): what will be computed, in words a bureau could circulate."""

from __future__ import annotations

from typing import Literal, get_args

from policyrules.language import core
from policyrules.result import Lang
from policyrules.text.read.page import page
from policyrules.text.read.plain import markdown, text
from policyrules.text.read.prose import prose

ReadFormat = Literal["text", "markdown", "html"]


def read(program: core.Program, lang: Lang = "zh", format: ReadFormat = "text") -> str:
    """The rules of a checked pack in words. Raises ValueError for a format that there is not."""
    if format not in get_args(ReadFormat):
        raise ValueError(f"format is one of {', '.join(get_args(ReadFormat))}, not {format!r}")
    told = prose(program, lang)
    return {"text": text, "markdown": markdown, "html": page}[format](told, lang)
