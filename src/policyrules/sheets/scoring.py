"""One batch scored: the frame that `Policy.score` is given, and what comes back as columns and flaws."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Context, Decimal
from typing import Any

from attrs import frozen

from policyrules.language import core
from policyrules.policy import Policy
from policyrules.result import ScoreResult
from policyrules.sheets.arrow import pa
from policyrules.sheets.facts import NOTHING, Columns, Flaw, Typed
from policyrules.sheets.family import Records

_CTX = Context(prec=30)


@frozen(eq=False)
class Scored:
    """What came out: the rows that were scored, by their places in the batch, with what is carried along and the results; and the
    flaws of the others."""

    table: pa.Table
    places: list[int]
    flaws: Mapping[int, list[Flaw]]
    found: list[Any]
    rows: Any
    keys: Any

    def results(self, good: Any) -> Any:
        for n in good:
            yield self.rows[self.places[n]], self.keys[self.places[n]], self.found[n]


class Scorer:
    """Scores batches of one subject's rows."""

    def __init__(self, policy: Policy, subject: core.Subject, on: date | None, columns: Columns, engine: str | None) -> None:
        self.policy, self.subject, self.on, self.columns, self.engine = policy, subject, on, columns, engine

    def score(self, typed: Typed, records: Records) -> Scored:
        rows = _rows(typed, set(self.columns.carried))
        rows_of: dict[Any, list[dict[str, Any]]] = {None: rows}
        for child, taken in records.lists.items():
            inner = rows_of[child] = _rows(taken.typed, set(child.columns.carried))
            above = rows_of[child.parent]
            for row in above:
                row[child.fact.own] = []
            for at, row in zip(taken.of.to_pylist(), inner, strict=True):
                above[at][child.fact.own].append(row)
        out: dict[str, list[Any]] = {}
        places, flaws, results = [], {}, []
        for at, row in enumerate(rows):
            found = self.policy.outcome(row, subject=self.subject.id, on=self.on)
            if found.value is None:
                flaws[at] = [Flaw(typed.rows[at], q, q.where) for q in found.problems]
                continue
            places.append(at)
            results.append(found.value)
            for key, o in found.value.outcomes.items():
                if isinstance(o, ScoreResult):
                    out.setdefault(f"{key}.low", []).append(_n(o.points.low))
                    out.setdefault(f"{key}.high", []).append(_n(o.points.high))
                    out.setdefault(f"{key}.total", []).append(_n(o.total))
                    out.setdefault(f"{key}.grade", []).append(o.grade)
                    out.setdefault(f"{key}.grades", []).append("|".join(o.grades))
                    out.setdefault(f"{key}.gate", []).append(o.gate)
                    for p in o.root.walk():
                        if p.id:
                            out.setdefault(f"{key}.{p.id}.low", []).append(_n(p.low))
                            out.setdefault(f"{key}.{p.id}.high", []).append(_n(p.high))
        made = {
            k: pa.array(v, pa.decimal128(18, 6) if k.endswith((".low", ".high", ".total")) else pa.string()) for k, v in out.items()
        }
        carried = {n: typed.columns[n].take(pa.array(places, pa.int64())) for n in self.columns.carried}
        return Scored(
            pa.table(carried | made), places, flaws, results, typed.rows, typed.columns[self.columns.table.columns[0]].to_pylist()
        )


def _n(v: Any) -> Any:
    return None if v is None else _CTX.divide(Decimal(v.numerator), Decimal(v.denominator)).quantize(Decimal("0.000001"))


def _rows(typed: Typed, carried: set[str]) -> list[dict[str, Any]]:
    names = [n for n in typed.columns if n not in carried and not n.endswith(NOTHING)]
    cols = []
    for n in names:
        c = typed.columns[n].to_pylist()
        if n + NOTHING in typed.columns:
            c = ["无" if m else v for v, m in zip(c, typed.columns[n + NOTHING].to_pylist(), strict=True)]
        cols.append(c)
    return [dict(zip(names, r, strict=True)) for r in zip(*cols, strict=True)] if cols else [{} for _ in typed.rows]
