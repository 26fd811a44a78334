"""What the cases cover: to read, and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from policyrules.cases.coverage.measure import Coverage, Shown
from policyrules.cases.coverage.model import KINDS, Goal, Said
from policyrules.language.languages import Lang
from policyrules.text.problems import printable
from policyrules.text.say import percent_down
from policyrules.text.width import pad, width, wrap

COLUMNS = 100
_TOTALS: dict[str, Said] = {"rules": ("规则", "rules"), "goals": ("合计", "together"), **{str(k): v for k, v in KINDS.items()}}


def report(found: Coverage, lang: Lang) -> str:
    """Every rule with its quote, what is shown of it and what is not; then how much that is together."""
    lines = [line for shown in found.rules for line in (*_rule(shown, lang), "")]
    return "\n".join(printable(line) for line in (*lines, *_table(found, lang), "", *_summary(found, lang))) + "\n"


def _rule(shown: Shown, lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    rule = shown.rule
    line = rule.span.source.position(rule.span.start)[0]
    quotes = "　".join(f"{f'《{c.title}》' if c.title else ''}“{c.quote}”" for c in rule.cites)
    cites = f"    {'依据' if zh else 'cites'} {quotes}" if quotes else ""
    yield from wrap(f"{rule.span.source.path}:{line}  {rule.label[0 if zh else 1]}{cites}", COLUMNS, "", "    ")
    had = [g for g in rule.goals if g.key in shown.by]
    for label, goals in (("已有", had), ("缺", [g for g in shown.missing if g.key not in shown.unreviewed])):
        yield from _goals(label if zh else {"已有": "shown", "缺": "missing"}[label], goals, lang)
    yield from _goals(
        "只有未复核的用例" if zh else "only by cases not reviewed", [g for g in rule.goals if g.key in shown.unreviewed], lang
    )


def _goals(label: str, goals: list[Goal], lang: Lang) -> Iterator[str]:
    side = 0 if lang == "zh" else 1
    for kind, several in groupby(goals, key=lambda g: g.kind):
        said = ("；" if side == 0 else "; ").join(g.said[side] for g in several)
        colon = "：" if side == 0 else ": "
        yield from wrap(f"{label}{colon}{KINDS[kind][side]}{colon}{said}", COLUMNS, "    ", "        ")


def _table(found: Coverage, lang: Lang) -> Iterator[str]:
    side = 0 if lang == "zh" else 1
    rows: list[tuple[str, ...]] = [("", "已覆盖", "共") if side == 0 else ("", "covered", "of")]
    rows += [(_TOTALS[key][side], str(n), str(of)) for key, (n, of) in found.totals.items()]
    wide = [max(width(row[n]) for row in rows) for n in range(3)]
    for row in rows:
        yield "  ".join((pad(row[0], wide[0]), *(pad(c, w, right=True) for c, w in zip(row[1:], wide[1:], strict=True)))).rstrip()


def _summary(found: Coverage, lang: Lang) -> Iterator[str]:
    left_out = sum(not c.reviewed for c in found.cases)
    share = percent_down(found.score)
    if lang == "zh":
        yield f"用例覆盖 {share}"
        if left_out:
            yield f"其中 {left_out} 个用例未复核，不计入"
    else:
        yield f"the cases cover {share}"
        if left_out:
            yield f"{left_out} of them {'is' if left_out == 1 else 'are'} not reviewed and not counted"


def to_dict(found: Coverage, lang: Lang) -> dict[str, Any]:
    """For a program; the score is a decimal from 0 to 1, to three places, down."""
    thousandths = int(found.score * 1000)
    totals: dict[str, Any] = {key: {"covered": n, "total": of} for key, (n, of) in found.totals.items()}
    totals["cases"] = {"total": len(found.cases), "unreviewed": sum(not c.reviewed for c in found.cases)}
    return {
        "score": f"{thousandths // 1000}.{thousandths % 1000:03d}",
        "rules": [_form(x, lang) for x in found.rules],
        "totals": totals,
    }


def _form(shown: Shown, lang: Lang) -> dict[str, Any]:
    rule, side = shown.rule, 0 if lang == "zh" else 1
    goals = [
        {
            "kind": g.kind,
            "key": g.key,
            "label": g.said[side],
            "covered": g.key in shown.by,
            "case": shown.by[g.key].title if g.key in shown.by else None,
            "unreviewed": g.key in shown.unreviewed,
        }
        for g in rule.goals
    ]
    line, _ = rule.span.source.position(rule.span.start)
    about = {"id": rule.id, "label": rule.label[side], "subject": rule.subject, "file": rule.span.source.path, "line": line}
    return {**about, "cites": [c.quote for c in rule.cites], "goals": goals}
