"""How a sheet shows results to people: which columns, in which order, under which headings, and ids by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, get_args

from attrs import Factory, frozen

from policyrules.diagnostics.base import Lang
from policyrules.language import core
from policyrules.language.lowered import (
    LoweredCard,
    LoweredClasses,
    LoweredRequirement,
    LoweredSubject,
    LoweredTarget,
    LoweredTemplate,
)
from policyrules.result import DueFinding
from policyrules.sheets.model import Said
from policyrules.text.words import finding_word, say

Kind = Literal["plain", "points", "words"]
"""As it is; points, which are a range where low and high differ; ids by their names, several joined by ``|``."""
_FINDINGS: tuple[DueFinding, ...] = get_args(DueFinding)
_GATES: dict[str, Said] = {"met": ("具备", "eligible"), "unmet": ("不具备", "not eligible"), "unknown": ("待定", "not known yet")}
_VETOES: dict[str, Said] = {"applied": ("已否决", "applied"), "unknown": ("待定", "not known yet"), "clear": ("未触发", "none")}
_SKIPPED = (".branch", ".gate")
"""Ends of names of columns that tell a person nothing: where to find the sentence, and a precondition that there is not."""


@frozen(eq=False)
class Shown:
    """A column of the sheet, made from one or two columns of the results."""

    head: Said
    sources: tuple[str, ...]
    kind: Kind = "plain"
    words: Mapping[str, Said] = Factory(dict)


def layout(names: Sequence[str], carried: Sequence[str], about: LoweredSubject) -> list[Shown]:
    """The columns of the sheet for a frame with these columns."""
    made = [Shown((name, name), (name,)) for name in carried if name in names]
    used = set(carried)
    for shown in _outcomes(about):
        sources = tuple(name for name in shown.sources if name in names)
        if sources and not used & set(sources):
            used |= set(sources)
            made.append(Shown(shown.head, sources, shown.kind, shown.words))
    made += [Shown((name, name), (name,)) for name in names if name not in used and not name.endswith(_SKIPPED)]
    return made


def part_names(card: core.Scorecard) -> dict[str, str]:
    """Every part by its id, with the parts it stands in: 实体运作 / 场地面积."""
    return dict(_parts(card.root, ""))


def _parts(part: core.Part, lead: str) -> Iterator[tuple[str, str]]:
    for below in part.body if isinstance(part.body, tuple) else ():
        name = f"{lead}{below.label}"
        yield below.id, name
        yield from _parts(below, f"{name} / ")


def _outcomes(about: LoweredSubject) -> Iterator[Shown]:
    several = len(about.rules) > 1
    for entry in about.rules:
        zh, en = (_assumed("zh"), _assumed("en")) if any(a.kind in core.INVENTED for a in entry.touched) else ("", "")
        match entry:
            case LoweredCard(card):
                yield from _card(card, f"{card.label} " if several else "", (zh, en))
            case LoweredClasses(rule):
                words = {row.id: (row.label, row.label) for row in rule.rows}
                yield Shown((rule.label + zh, rule.label + en), (rule.id,), "words", words)
                yield Shown((f"{rule.label} 可能为", f"{rule.label}, possible"), (f"{rule.id}.possible",), "words", words)
            case LoweredRequirement(rule):
                yield _found(rule.label, f"{rule.id}.finding", (zh, en))
            case LoweredTarget(rule):
                yield _found(rule.label, f"{rule.id}.finding", (zh, en))
                for due in rule.rows:
                    yield _found(f"{rule.label} {due.id}", f"{rule.id}.{due.id}.finding")
            case LoweredTemplate(rule):
                yield Shown((rule.label, rule.label), (rule.id,))
                yield _found(f"{rule.label} 符合与否", f"{rule.id}.finding")


def _assumed(lang: Lang) -> str:
    """What stands beside a figure into which numbers enter that no document states."""
    return say("assumed", lang)


def _card(card: core.Scorecard, lead: str, assumed: Said) -> Iterator[Shown]:
    at = card.id
    rows = card.bands.rows if card.bands else ()
    grades = {row.id: (row.label, row.label) for row in rows}
    yield Shown((f"{lead}总分{assumed[0]}", f"{lead}Total{assumed[1]}"), (f"{at}.total",))
    yield Shown((f"{lead}总分最低", f"{lead}Total, lowest"), (f"{at}.low",))
    yield Shown((f"{lead}总分最高", f"{lead}Total, highest"), (f"{at}.high",))
    for total in card.totals:
        yield Shown((f"{lead}{total.label}", f"{lead}{total.label}"), (f"{at}.{total.id}.total",))
    yield Shown((f"{lead}等级", f"{lead}Grade"), (f"{at}.grade",), "words", grades)
    yield Shown((f"{lead}可能的等级", f"{lead}Possible grades"), (f"{at}.grades",), "words", grades)
    if card.gates:
        yield Shown((f"{lead}资格", f"{lead}Eligibility"), (f"{at}.gate",), "words", _GATES)
    yield Shown((f"{lead}一票否决", f"{lead}Veto"), (f"{at}.veto",), "words", _VETOES)
    for key, name in part_names(card).items():
        ends = (f"{at}.{key}.low", f"{at}.{key}.high", f"{at}.{key}.points")
        yield Shown((f"{lead}{name}", f"{lead}{name}"), ends, "points")


def _found(label: str, name: str, assumed: Said = ("", "")) -> Shown:
    words: dict[str, Said] = {f: (finding_word(f, "zh"), finding_word(f, "en")) for f in _FINDINGS}
    return Shown((label + assumed[0], label + assumed[1]), (name,), "words", words)
