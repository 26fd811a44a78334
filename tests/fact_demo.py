"""A subject and its facts, made by hand: those of the policy in the examples of fact problems, and one of every other kind."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from policyrules.diagnostics.base import Lang, Problem
from policyrules.language import core
from policyrules.language.units import unit
from policyrules.language.vocabulary import MODALITIES
from policyrules.source import Source, Span

LANGS: tuple[Lang, ...] = ("zh", "en")
HERE = Span(Source("rules.policy", ""), 0, 0)
NORMALLY, MUST = (next(m for m in MODALITIES if m.zh == zh) for zh in ("一般", "须"))


def field(name: str, alias: str, type_: core.Type, **rest: Any) -> core.Field:
    return core.Field(name, alias, type_, HERE, **rest)


AREA = field("面积", "area", core.Quantity(unit("平方米")), low=0)
DEMO = (
    AREA,
    field("人数", "staff", core.Quantity(unit("人"), whole=True), low=0),
    field("成立日期", "founded", core.Day(), high=date(2030, 1, 1)),
    field("评估等级", "rating", core.Levels(("1A", "2A", "3A")), optional=True),
    field("布局合理", "sound", core.Bool(), judged=True, judge="测评人员"),
    field("名称", "title", core.Text()),
    field("活动", "activities", core.Records((field("日期", "activities.date", core.Day(), lists=("活动",)),))),
    field("满意度", "satisfaction", core.Quantity(unit("分")), low=0, high=2, step=Fraction(1, 2), judged=True, judge="群众"),
)
MORE = (
    field("有场地", "venue", core.Bool()),
    field("参与率", "share", core.Quantity(ratio=True), low=0, high=1),
    field("区域", "district", core.Options(("城区", "郊区", "（一）")), optional=True),
    field("类别", "kind", core.Options(("无", "有"))),
    field("备注", "note", core.Text(), optional=True),
    field("撤销日期", "closed", core.Day(), optional=True, low=date(2000, 1, 1)),
    field("余额", "balance", core.Quantity(unit("元")), optional=True, above=True, low=0, below=True, high=100),
    field("党建引领.党群服务", "party.service", core.Quantity(unit("分")), low=0, high=5, step=1, judged=True, judge="测评人员"),
    field("党建引领.党员教育", "party.teaching", core.Quantity(unit("分")), low=0, high=5, step=1, judged=True, judge="测评人员"),
    field("党建引领", "party", core.Bool(), judged=True),
)


def part(path: str, modality: Any = None, body: Any = ()) -> core.Part:
    return core.Part(id=path, kind="item", label=path, names=(), points=3, body=body, span=HERE, modality=modality)


_PARTS = (part(""), part("premises", NORMALLY), part("premises.space", NORMALLY), part("satisfaction"), part("deep", MUST))
PARTS = {p.id: p for p in _PARTS}
NAMES = {"场地": "premises", "场地.面积": "premises.space", "满意度": "satisfaction"}
PLATFORM = core.Subject("platform", "平台", "服务平台", DEMO, HERE)
ASSOCIATION = core.Subject("association", "组织", "组织", (AREA,), HERE)
BOTH = (PLATFORM, ASSOCIATION)


def codes(found: tuple[Problem, ...]) -> list[str]:
    return [p.code for p in found]
