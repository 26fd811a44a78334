"""What came of the planted errors: a table by kind, then every one that was missed; to read and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from attrs import frozen

from policyrules.language.languages import Lang
from policyrules.plant.kinds import BY_ID, KINDS
from policyrules.plant.model import OUTCOMES, Found, Outcome
from policyrules.plant.reasons import reason, said
from policyrules.text.problems import printable
from policyrules.text.width import cut, pad, width, wrap

COLUMNS, _LONGEST = 100, 36
_WORDS: dict[str, tuple[str, str]] = {
    "kind": ("错误", "error"),
    "planted": ("种下", "planted"),
    "caught": ("查出", "caught"),
    "warned": ("提醒", "warned"),
    "covered": ("假定覆盖", "assumed"),
    "equivalent": ("意思不变", "same"),
    "missed": ("漏掉", "missed"),
    "share": ("查出率", "share"),
    "of_all": ("占全部", "of all"),
    "all": ("合计", "all"),
    "told": (
        "每次在规则中种下一处错误，只检查，不运行用例。查出率不计意思不变的和有假定覆盖的；提醒不算查出。",
        "One error at a time is planted in the rules and the pack is checked; no case is run. The share leaves out errors that "
        "change nothing and those that an assumption covers; a warning is not counted as caught.",
    ),
    "none": ("没有漏掉的错误", "nothing was missed"),
}


@frozen
class Measured:
    """The errors of some kind with what became of them."""

    found: tuple[Found, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(f.outcome == outcome for f in self.found)

    @property
    def asked(self) -> int:
        """Errors that a check could be asked to find: those that change something and that no assumption covers."""
        return len(self.found) - self.count("equivalent") - self.count("covered")

    @property
    def share(self) -> Fraction | None:
        """The part of those that is caught; None where there are none."""
        return Fraction(self.count("caught"), self.asked) if self.asked else None

    @property
    def of_all(self) -> Fraction | None:
        return Fraction(self.count("caught"), len(self.found)) if self.found else None

    def by_kind(self) -> dict[str, Measured]:
        """By kind, in the order of the table of kinds; those of which none was planted are left out."""
        rows = {kind.id: Measured(tuple(f for f in self.found if f.planted.kind == kind.id)) for kind in KINDS}
        return {key: row for key, row in rows.items() if row.found}


def report(measured: Measured, lang: Lang) -> str:
    """To read: the table, then what was missed by kind and reason."""
    lines = [*wrap(_say("told", lang), COLUMNS), "", *_table(measured, lang)]
    missed = [f for f in measured.found if f.outcome == "missed"]
    if not missed:
        lines += ["", _say("none", lang)]
    for key, row in Measured(tuple(missed)).by_kind().items():
        lines += ["", f"{_say('missed', lang)}{'：' if lang == 'zh' else ': '}{BY_ID[key].called(lang)} ({len(row.found)})"]
        lines += _missed(row.found, lang)
    return "\n".join(lines) + "\n"


def _table(measured: Measured, lang: Lang) -> Iterator[str]:
    columns = ("kind", "planted", *OUTCOMES, "share", "of_all")
    rows = [tuple(_say(c, lang) for c in columns)]
    rows += [_row(BY_ID[key].called(lang), row) for key, row in measured.by_kind().items()]
    rows.append(_row(_say("all", lang), measured))
    wide = [max(width(row[n]) for row in rows) for n in range(len(columns))]
    for first, *rest in rows:
        cells = (pad(cell, n, right=True) for cell, n in zip(rest, wide[1:], strict=True))
        yield "  ".join([pad(first, wide[0]), *cells]).rstrip()


def _row(name: str, row: Measured) -> tuple[str, ...]:
    counts = (len(row.found), *(row.count(o) for o in OUTCOMES))
    return name, *(str(n) for n in counts), _percent(row.share), _percent(row.of_all)


def _percent(share: Fraction | None) -> str:
    """Rounded down in its one decimal, so that 100% means all."""
    if share is None:
        return "–"
    thousandths = share * 1000 // 1
    return f"{thousandths // 10}.{thousandths % 10}%"


def _missed(found: Sequence[Found], lang: Lang) -> Iterator[str]:
    reasons: dict[tuple[str, str], list[Found]] = {}
    for one in found:
        reasons.setdefault(reason(one.planted), []).append(one)
    for (key, word), group in reasons.items():
        yield from wrap(f"{said(key, word, lang)} ({len(group)})", COLUMNS, "  ")
        for one in group:
            was, becomes = (cut(printable(" ".join(x.split())), _LONGEST) for x in (one.planted.was, one.planted.becomes))
            yield f"    {_place(one)}  {was or '∅'} → {becomes or '∅'}"


def _place(found: Found) -> str:
    span = found.planted.span
    line, column = span.source.position(span.start)
    return f"{span.source.path}:{line}:{column}"


def _say(key: str, lang: Lang) -> str:
    zh, en = _WORDS[key]
    return zh if lang == "zh" else en


def to_dict(measured: Measured, lang: Lang) -> dict[str, Any]:
    """For a program: counts by kind and in all, then every error that was not caught."""
    kinds = [{"kind": key, "label": BY_ID[key].called(lang)} | _counts(row) for key, row in measured.by_kind().items()]
    rest = [_form(f, lang) for f in measured.found if f.outcome not in ("caught", "equivalent")]
    return {"kinds": kinds, "totals": _counts(measured), "uncaught": rest}


def _counts(row: Measured) -> dict[str, Any]:
    return {"planted": len(row.found), **{o: row.count(o) for o in OUTCOMES}, "share": _percent(row.share) if row.asked else None}


def _form(found: Found, lang: Lang) -> dict[str, Any]:
    span = found.planted.span
    line, column = span.source.position(span.start)
    form = {"kind": found.planted.kind, "outcome": found.outcome, "file": span.source.path, "line": line, "column": column}
    why = said(*reason(found.planted), lang) if found.outcome == "missed" else None
    return form | {"was": found.planted.was, "becomes": found.planted.becomes, "codes": list(found.codes), "reason": why}
