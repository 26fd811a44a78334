"""Every problem there is, by its code, and the documentation page that its docstring is."""

from __future__ import annotations

import inspect
import pkgutil
import re
from functools import cache
from importlib import import_module

from attrs import frozen

from policyrules import diagnostics
from policyrules.diagnostics.base import Lang, Problem

_FILE = re.compile(r"=== (\S+)(?: \((.+)\))?")


@frozen
class Exhibit:
    """One file of an example: its name, a note such as “gbk” on how it is kept, and its text; a "command" is a command line."""

    name: str
    note: str
    text: str


@frozen
class Page:
    """The documentation page of a problem. ``example`` makes exactly this problem and ``instead`` none."""

    code: str
    name: str
    severity: str
    summary_en: str
    summary_zh: str
    why_en: str
    why_zh: str
    example: tuple[Exhibit, ...]
    instead: tuple[Exhibit, ...]

    def summary(self, lang: Lang) -> str:
        """What the problem is, in one sentence."""
        return self.summary_zh if lang == "zh" else self.summary_en

    def why(self, lang: Lang) -> str:
        """Why it is one."""
        return self.why_zh if lang == "zh" else self.why_en


@cache
def catalogue() -> dict[str, type[Problem]]:
    """Every class of problem that has a code, in order of code. Raises ValueError where two share one, which is our own mistake."""
    found: dict[str, type[Problem]] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(diagnostics.__path__)):
        home = f"{diagnostics.__name__}.{module}"
        for cls in vars(import_module(home)).values():
            if not (isinstance(cls, type) and issubclass(cls, Problem) and cls.__module__ == home and cls.code):
                continue
            other = found.setdefault(cls.code, cls)
            if other is not cls:
                raise ValueError(f"{cls.code} is the code of both {other.__name__} and {cls.__name__}")
    return dict(sorted(found.items()))


def named(text: str) -> list[type[Problem]]:
    """The problems a code or a name stands for, in whatever case; two problems of different passes may share a name."""
    wanted = text.strip().lower()
    return [cls for code, cls in catalogue().items() if wanted in (code.lower(), cls.name())]


def page(cls: type[Problem]) -> Page:
    """The page of a problem. Raises ValueError where its docstring is not one, which is our own mistake.

    A docstring is a sentence in English, one in Chinese, “Why: …”, “原因：…”, and the blocks “Example:” and “Instead:”.
    """
    text = inspect.cleandoc(cls.__doc__ or "")
    prose, example, instead = _cut(cls, text)
    paragraphs = [re.sub(r"\s*\n\s*", "\n", p.strip()) for p in prose.split("\n\n")]
    if len(paragraphs) != 4 or not paragraphs[2].startswith("Why: ") or not paragraphs[3].startswith("原因："):
        raise ValueError(f"{cls.__name__}: the docstring has to be two summaries, Why and 原因")
    summary_en, summary_zh, why_en, why_zh = paragraphs
    return Page(
        cls.code,
        cls.name(),
        cls.severity,
        summary_en.replace("\n", " "),
        _joined(summary_zh),
        _capital(why_en.removeprefix("Why: ").replace("\n", " ")),
        _joined(why_zh.removeprefix("原因：")),
        _exhibits(example),
        _exhibits(instead),
    )


def _cut(cls: type[Problem], text: str) -> tuple[str, str, str]:
    """A docstring cut into its prose and its two blocks."""
    prose, found, rest = text.partition("\nExample:\n")
    example, also, instead = rest.partition("\nInstead:\n")
    if not found or not also:
        raise ValueError(f"{cls.__name__}: the docstring has no Example or no Instead")
    return prose, inspect.cleandoc("\n" + example), inspect.cleandoc("\n" + instead)


def _exhibits(block: str) -> tuple[Exhibit, ...]:
    """The files of a block; text above the first “=== name” is a file of rules."""
    files: list[tuple[str, str, list[str]]] = []
    for line in block.split("\n"):
        if head := _FILE.fullmatch(line):
            files.append((head[1], head[2] or "", []))
        else:
            if not files:
                files.append(("rules.policy", "", []))
            files[-1][2].append(line)
    return tuple(Exhibit(name, note, "".join(f"{line}\n" for line in lines)) for name, note, lines in files)


def _joined(text: str) -> str:
    """Chinese prose on one line: a break between two Latin words is a space, any other is nothing."""
    return re.sub(r"(?<=[ -~])\n(?=[ -~])", " ", text).replace("\n", "")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
