"""The workload over tables as somebody would write it by hand, for polars and for DuckDB, in floats: the total, the grade and every
part's points. Like `twin`, it explains nothing.

Three times: for facts that are all there; after a look at whether they are, and within their bounds; and with what each part gives
at least and at most where some are missing, each filled with the worst and with the best that it can be.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

from benchmarks.engines import Dialect, criteria, grade, items
from benchmarks.twin import BOOLEANS, FACTS, PARTLY, WHOLE

BOUNDS: dict[str, tuple[Any, Any]] = (
    dict.fromkeys(BOOLEANS, (False, True)) | WHOLE | {k: (0, high) for k, (high, _) in PARTLY.items()}
)
"""What each fact lies between; the worst first, but for `LESS`."""
LESS = ("org_count",)
"""Facts of which less is better."""
CUTS = {"excellent": 90, "good": 75}
ENDS = ("low", "high")


def filled(key: str, end: str) -> Any:
    """What a missing fact is taken to be, so that points are the least, or the most."""
    low, high = BOUNDS[key]
    return high if (end == "high") is (key not in LESS) else low


# ---------------------------------------------------------------- polars


def points(c: Callable[[str], Any]) -> dict[str, Any]:
    """Each criterion's; ``c`` gives the column of a fact."""
    pl = import_module("polars")

    def given(test: Any, points: float) -> Any:
        return pl.when(test).then(points).otherwise(0.0)

    def part(points: float, ratio: Any) -> Any:
        return points * pl.min_horizontal(1.0, ratio)

    quarterly, qualified = c("orgs_active_quarterly_rate"), (c("operator_years") >= 2) & (c("operator_rating") >= 3)
    return {
        "premises.office": given(c("has_office"), 4.0),
        "premises.equipment": given(c("has_equipment"), 3.0),
        "premises.area": pl.when(c("area_m2") >= 300).then(5.0).otherwise(5 * c("area_m2") / 300),
        "premises.shared": given(c("shares_resources"), 3.0),
        "operation.legal": given(c("operator_legal_person"), 4.0),
        "operation.entry": given(c("operator_local") | qualified, 3.0),
        "operation.staffing": part(3.0, c("social_workers") / (c("org_count") / 50).ceil()),
        "funding.sources": part(6.0, c("fund_sources") / 3),
        "funding.special": given(c("special_fund"), 4.0),
        "party.service": given(c("party_instructor"), 5.0),
        "party.brand": given(c("party_brand"), 5.0),
        "nurturing.residency": given(c("residency_rules"), 3.0),
        "nurturing.key": part(3.0, c("key_orgs") / 5),
        "nurturing.lead": pl.when(quarterly < 0.30).then(0.0).when(c("orgs_active_yearly_rate") >= 1).then(3.0).otherwise(1.5),
        "nurturing.assess": given(c("org_assessment"), 3.0),
        "hub.survey": given(c("survey_done"), 3.0) + given(c("survey_report"), 3.0),
        "hub.link": given(c("resource_list"), 3.0) + given(c("matching_events") >= 1, 3.0),
        "hub.media": part(6.0, c("media_channels") / 4),
        "services.training": part(5.0, (c("trainings") + c("salons")) / 8),
        "services.planning": part(5.0, c("projects_planned") / 4),
        "services.guidance": pl.when(c("min_tracking") >= 3).then(5.0).otherwise(5 * c("min_tracking") / 3),
        "services.brand": given(c("brand_events") >= 1, 5.0),
        "opinion.satisfaction": 5 * c("satisfaction") / 100,
    }


def parts() -> list[str]:
    """Items and their criteria."""
    return [key for item, keys in items(Dialect()).items() for key in (item, *keys)]


def by_polars(frame: Any) -> Any:
    """Lazily, over a lazy frame."""
    return _graded(_added(frame.lazy().select(**points(import_module("polars").col)), ""), "total", "total")


def by_polars_looked(frame: Any) -> Any:
    """After a look at every fact."""
    pl = import_module("polars")
    facts = [pl.col(key) for key in FACTS]
    numbers = [pl.col(key) for key in FACTS if key not in BOOLEANS]
    asked = [x.null_count().name.suffix(" null") for x in facts]
    asked += [x.min().name.suffix(" low") for x in numbers] + [x.max().name.suffix(" high") for x in numbers]
    _within(frame.lazy().select(*asked).collect().to_dicts()[0])
    return by_polars(frame)


def by_polars_bounds(frame: Any) -> Any:
    """With the least and the most."""
    pl = import_module("polars")
    rows: dict[str, Any] = {}
    for end in ENDS:
        rows |= {f"{k}.{end}": x for k, x in points(lambda key, end=end: pl.col(key).fill_null(filled(key, end))).items()}  # type: ignore[misc]
    scored = frame.lazy().select(**rows)
    for end in ENDS:
        scored = _added(scored, f".{end}")
    one = pl.when(pl.col("total.low") == pl.col("total.high")).then(pl.col("total.low"))
    return _graded(scored.with_columns(total=one), "total.low", "total.high")


def _added(scored: Any, end: str) -> Any:
    pl = import_module("polars")
    sums = {
        f"{item}{end}": sum((pl.col(k + end) for k in keys[1:]), pl.col(keys[0] + end)) for item, keys in items(Dialect()).items()
    }
    first, *rest = (pl.col(item) for item in sums)
    return scored.with_columns(**sums).with_columns(**{f"total{end}": sum(rest, first)})


def _graded(scored: Any, low: str, high: str) -> Any:
    """With the grade, where it is sure."""
    pl = import_module("polars")
    least, most = pl.col(low), pl.col(high)
    good = (least >= CUTS["good"]) if low == high else (least >= CUTS["good"]) & (most < CUTS["excellent"])
    made = pl.when(least >= CUTS["excellent"]).then(pl.lit("excellent")).when(good).then(pl.lit("good"))
    worst = pl.lit("improving")
    return scored.with_columns(grade=made.otherwise(worst) if low == high else made.when(most < CUTS["good"]).then(worst))


# ---------------------------------------------------------------- DuckDB


class Sql(Dialect):
    def choose(self, test: str, yes: str, no: str) -> str:
        return f"CASE WHEN {test} THEN {yes} ELSE {no} END"

    def least(self, a: str, b: str) -> str:
        return f"least({a}, {b})"


def sql(table: str) -> str:
    """As a query."""
    rows = ", ".join(f'{text} AS "{key}"' for key, text in criteria(Sql()).items())
    return _query(_summed(f"SELECT {rows} FROM {table}", ""), grade(Sql(), "total").replace('"', "'"))


def sql_look(table: str) -> str:
    """The look at every fact."""
    asked = [f'count(*) - count({key}) AS "{key} null"' for key in FACTS]
    asked += [f'min({key}) AS "{key} low", max({key}) AS "{key} high"' for key in FACTS if key not in BOOLEANS]
    return f"SELECT {', '.join(asked)} FROM {table}"


def looked(connection: Any, table: str) -> None:
    found = connection.sql(sql_look(table))
    _within(dict(zip(found.columns, found.fetchall()[0], strict=True)))


def sql_bounds(table: str) -> str:
    """With the least and the most."""
    rows = []
    for end in ENDS:
        for key, text in criteria(Sql()).items():
            said = re.sub(r"[a-z]\w+", lambda m, end=end: _filled(m[0], end), text)  # type: ignore[misc]
            rows.append(f'{said} AS "{key}.{end}"')
    inner = f"SELECT {', '.join(rows)} FROM {table}"
    for end in ENDS:
        inner = _summed(inner, f".{end}")
    sure = """CASE WHEN "total.low" >= 90.0 THEN 'excellent' WHEN "total.low" >= 75.0 AND "total.high" < 90.0 THEN 'good'
        WHEN "total.high" < 75.0 THEN 'improving' END"""
    return _query(f'SELECT *, CASE WHEN "total.low" = "total.high" THEN "total.low" END AS total FROM ({inner})', sure)


def _filled(word: str, end: str) -> str:
    return f"coalesce({word}, {filled(word, end)!r})" if word in FACTS else word


def _summed(inner: str, end: str) -> str:
    below = items(Dialect())
    sums = ", ".join(" + ".join(f'"{key}{end}"' for key in keys) + f' AS "{item}{end}"' for item, keys in below.items())
    total = " + ".join(f'"{item}{end}"' for item in below)
    return f'SELECT *, {total} AS "total{end}" FROM (SELECT *, {sums} FROM ({inner}))'


def _query(inner: str, graded: str) -> str:
    """Graded. Its numbers are doubles (1.5e0): DuckDB takes 1.5 for a decimal and is slower then."""
    return re.sub(r"(\d\.\d+)", r"\1e0", f"SELECT *, {graded} AS grade FROM ({inner})")


def _within(found: dict[str, Any]) -> None:
    for key in FACTS:
        assert not found[f"{key} null"]
        if key not in BOOLEANS:
            assert BOUNDS[key][0] <= found[f"{key} low"] <= found[f"{key} high"] <= BOUNDS[key][1]
