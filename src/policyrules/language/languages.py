"""The languages that people are answered in."""

from __future__ import annotations

from typing import Literal, get_args

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)


def one_of(name: str, given: object, allowed: tuple[str, ...]) -> None:
    """Raise ValueError, with what is allowed, where an argument is something else."""
    if given not in allowed:
        raise ValueError(f"{name} is one of {', '.join(allowed)}, not {given!r}")


def one_lang(lang: Lang) -> None:
    """Raise ValueError where this is no language we have."""
    one_of("lang", lang, LANGS)
