"""What is reported: tables of figures, and goals with whether they were reached; to read, for a machine, and for the documents."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from attrs import field, frozen

import policyrules
from benchmarks.engines import PEERS
from benchmarks.runner import Timing


def _time(seconds: float) -> str:
    for size, unit in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if seconds >= size:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds * 1e6:,.2f} µs"


def _rate(per_second: float) -> str:
    return f"{per_second / 1e6:,.2f} M"


def _bytes(count: float) -> str:
    return f"{count / 2**20:,.0f} MiB"


SHOWN: Mapping[str, tuple[str, Callable[[float], str]]] = {
    "seconds": ("time", _time),
    "short": ("S", _time),
    "every": ("E", _time),
    "each": ("for each", _time),
    "ratio": ("ratio", lambda x: f"{x:,.2f}" if x < 10 else f"{x:,.1f}"),
    "spread": ("±", lambda x: f"{x / 2:.0%}"),
    "rate": ("rows/s", _rate),
    "peak": ("peak memory", _bytes),
    "memory": ("of memory", lambda x: f"{x:,.2f}"),
}
"""Heading and form of each kind of figure: a time in seconds, a number of times another figure, rows, bytes."""


@frozen
class Row:
    """A line of a table: figures by kind, and a remark."""

    what: str
    figures: Mapping[str, float | None] = field(factory=dict)
    note: str = ""


@frozen
class Goal:
    """Something to reach: ``found`` is to be at most or at least ``limit``. None while it cannot be measured."""

    what: str
    limit: float
    found: float | None
    least: bool = False
    kind: str = "ratio"

    @property
    def reached(self) -> bool | None:
        if self.found is None:
            return None
        return self.found >= self.limit if self.least else self.found <= self.limit

    def to_dict(self) -> dict[str, Any]:
        bound = "at_least" if self.least else "at_most"
        return {"what": self.what, "kind": self.kind, bound: self.limit, "found": self.found, "reached": self.reached}


@frozen
class Table:
    """Figures of one comparison, with the goals they are held against."""

    title: str
    rows: tuple[Row, ...]
    goals: tuple[Goal, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        rows = [{"what": r.what, **r.figures} | ({"note": r.note} if r.note else {}) for r in self.rows]
        return {"title": self.title, "rows": rows}


def rows(timings: Iterable[Timing], base: Timing | None = None) -> tuple[Row, ...]:
    """A line for each timing: time, how much it varied, and how many times that of ``base``."""
    return tuple(
        Row(t.name, {"seconds": t.best, "spread": t.spread} | ({"ratio": t.best / base.best} if base else {})) for t in timings
    )


def text(tables: Mapping[str, list[Table]]) -> str:
    """All tables, to read on a terminal."""
    lines: list[str] = []
    for suite, own in tables.items():
        for table in own:
            lines += ["", f"{suite}: {table.title}", *_aligned(_cells(table))]
    return "\n".join([*lines, "", *_aligned(_goals(tables))]).lstrip("\n")


def markdown(tables: Mapping[str, list[Table]]) -> str:
    """The same for the documents."""
    parts = [machine() + ".", "\n".join(_piped(_goals(tables)))]
    for own in tables.values():
        parts += [f"**{table.title[0].upper()}{table.title[1:]}**\n\n" + "\n".join(_piped(_cells(table))) for table in own]
    return "\n\n".join(parts)


def to_dict(tables: Mapping[str, list[Table]]) -> dict[str, Any]:
    """The same for a program: times in seconds, memory in bytes."""
    suites = {suite: [table.to_dict() for table in own] for suite, own in tables.items()}
    goals = [{"suite": suite, **goal.to_dict()} for suite, own in tables.items() for table in own for goal in table.goals]
    return {"machine": machine(), "versions": versions(), "suites": suites, "goals": goals}


def machine() -> str:
    """What it ran on, in words."""
    made = {"x86_64": "x86-64", "aarch64": "64-bit Arm"}.get(platform.machine(), platform.machine())
    count = os.cpu_count() or 1
    cores = f"{count} core{'s' if count > 1 else ''}"
    return f"{platform.system()}, {made}, {cores}, {platform.python_implementation()} {platform.python_version()}"


def versions() -> dict[str, str]:
    """The versions of what was compared."""
    found = {"policyrules": policyrules.__version__}
    for name in (*("lark", "attrs", "cattrs", "narwhals", "polars", "duckdb", "pyarrow"), *(peer.package for peer in PEERS)):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _cells(table: Table) -> list[list[str]]:
    kinds = [kind for kind in SHOWN if any(row.figures.get(kind) is not None for row in table.rows)]
    noted = any(row.note for row in table.rows)
    lines = [["", *(SHOWN[kind][0] for kind in kinds), *([""] if noted else [])]]
    for row in table.rows:
        found = [row.figures.get(kind) for kind in kinds]
        shown = ["" if x is None else SHOWN[kind][1](x) for kind, x in zip(kinds, found, strict=True)]
        lines.append([row.what, *shown, *([row.note] if noted else [])])
    return lines


def _goals(tables: Mapping[str, list[Table]]) -> list[list[str]]:
    lines = [["goal", "", "found", "reached"]]
    for goal in (goal for own in tables.values() for table in own for goal in table.goals):
        show = SHOWN[goal.kind][1]
        found = "not there yet" if goal.found is None else show(goal.found)
        reached = {None: "", True: "yes", False: "no"}[goal.reached]
        lines.append([goal.what, f"{'at least' if goal.least else 'at most'} {show(goal.limit)}", found, reached])
    return lines


def _aligned(lines: list[list[str]]) -> list[str]:
    """Columns under each other: the first to the left, figures to the right, remarks behind."""
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    return [
        "  ".join(
            x.rjust(w) if n > 0 and w < 24 else x.ljust(w) for n, (x, w) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]


def _piped(lines: list[list[str]]) -> list[str]:
    head, *rest = lines
    return [f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *rest)]
