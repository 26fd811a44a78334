"""What a problem is. Problems are values: facts first, prose made from them when somebody reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, ClassVar, Generic, Literal, Self, TypeVar, dataclass_transform

from attrs import frozen

from policyrules.diagnostics.witness import Witness
from policyrules.language.languages import Lang as Lang
from policyrules.language.languages import one_lang
from policyrules.language.names import suggest as suggest
from policyrules.source import Span

T = TypeVar("T", covariant=True)


@frozen(kw_only=True)
class Label:
    """A second place a problem speaks of, possibly in another file."""

    span: Span
    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


_NEEDED: Any = object()


@dataclass_transform(kw_only_default=True, frozen_default=True)
class _Facts:
    """A frozen record whose fields are its annotations, all given by keyword.

    What `attrs.frozen` gives and no more: writing code for each of a hundred classes, none of which is used in most runs, took a
    quarter of the time it takes to import the package.
    """

    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        kinds = vars(cls).get("__annotations__", {})
        own = {name: vars(cls).get(name, _NEEDED) for name, kind in kinds.items() if "ClassVar" not in str(kind)}
        cls._defaults = {**cls._defaults, **own}

    def __init__(self, **facts: Any) -> None:
        whole = self._defaults | facts
        wrong = [*(facts.keys() - self._defaults.keys()), *(name for name, value in whole.items() if value is _NEEDED)]
        if wrong:
            raise TypeError(f"{type(self).__name__}: missing or unknown {', '.join(wrong)}")
        vars(self).update(whole)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"


class Problem(_Facts):
    """Base of every problem; a subclass is one row of the catalogue.

    A subclass sets ``code`` (letter of the pass and a number, never used again for something else), the messages ``zh`` and ``en``
    and the mends ``hint_zh`` and ``hint_en``: templates over its own fields. ``where`` names a place that is no text, such as the
    path of a fact. The docstring is the documentation page.
    """

    code: ClassVar[str] = ""
    severity: ClassVar[Literal["error", "warning"]] = "error"
    knock_on: ClassVar[bool] = False
    """Whether a statement left out because it did not parse may have caused it; then it is not told beside problems of parsing."""
    about_file: ClassVar[bool] = False
    """Whether ``where`` is the name of a file that the problem is about as a whole."""
    zh: ClassVar[str] = ""
    en: ClassVar[str] = ""
    hint_zh: ClassVar[str] = ""
    hint_en: ClassVar[str] = ""

    span: Span | None = None
    where: str = ""
    labels: tuple[Label, ...] = ()
    witness: Witness | None = None
    """Facts that show it."""

    @classmethod
    def name(cls) -> str:
        """The kebab-case name of the bad pattern, from the class name."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", cls.__name__).lower()

    def message(self, lang: Lang = "zh") -> str:
        """One sentence: what is wrong."""
        one_lang(lang)
        return (self.zh if lang == "zh" else self.en).format_map(self._facts(lang))

    def hint(self, lang: Lang = "zh") -> str:
        """How to mend it; empty where nothing can be said."""
        one_lang(lang)
        return (self.hint_zh if lang == "zh" else self.hint_en).format_map(self._facts(lang))

    def to_dict(self, lang: Lang = "zh") -> dict[str, Any]:
        """The form for a program (``policyrules/schemas/problems-1.json``); places are counted from 1, columns in code points."""
        form: dict[str, Any] = {
            "code": self.code,
            "name": self.name(),
            "severity": self.severity,
            "message": self.message(lang),
            "file": (self.where or None) if self.about_file else None,
            "line": None,
            "column": None,
            "end_line": None,
            "end_column": None,
        }
        if span := self.span:
            form["file"] = span.source.path
            form["line"], form["column"] = span.source.position(span.start)
            form["end_line"], form["end_column"] = span.source.position(max(span.end, span.start))
        witness = self.witness.to_dict() if self.witness else None
        return form | {"where": self.where, "hint": self.hint(lang) or None, "witness": witness}

    def _facts(self, lang: Lang) -> dict[str, Any]:
        """What the templates may use; a subclass adds phrases that depend on the language."""
        return dict(vars(self))

    def at(self, span: Span) -> Self:
        """The same problem with a place in a text."""
        return type(self)(**(vars(self) | {"span": span}))

    def inside(self, key: str) -> Self:
        """The same problem of facts that stand below a key."""
        return type(self)(**(vars(self) | {"where": f"{key}.{self.where}" if self.where else key}))

    def place(self) -> tuple[str, int, int]:
        """File, line and column for sorting and showing; line 0 where there is no text."""
        if self.span is None:
            return self.where, 0, 0
        return self.span.source.path, *self.span.source.position(self.span.start)


@frozen
class Outcome(Generic[T]):
    """What a pass gives: a value where there is one, and every problem met on the way."""

    value: T | None
    problems: tuple[Problem, ...] = ()

    @property
    def sure(self) -> T:
        """The value of a pass that gives one whatever it is fed."""
        assert self.value is not None
        return self.value


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(p.severity == "error" for p in problems)
