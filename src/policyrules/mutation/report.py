"""What came of changing the rules: to read, and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from policyrules.language.languages import Lang
from policyrules.mutation.changes import KINDS
from policyrules.mutation.run import Tried
from policyrules.text.problems import printable
from policyrules.text.say import percent_down
from policyrules.text.width import pad, width, wrap

COLUMNS = 100


def share(every: Sequence[Tried]) -> Fraction:
    """Of the changes that change anything, the share that some case notices; 1 where there are none."""
    counted = [t for t in every if t.verdict != "equivalent"]
    return Fraction(sum(t.verdict == "noticed" for t in counted), len(counted)) if counted else Fraction(1)


def report(every: Sequence[Tried], lang: Lang) -> str:
    """A table by kind, then what no case notices: each place with the sentence as it is and as it would then be."""
    zh, missed = lang == "zh", [t for t in every if t.verdict == "missed"]
    lines = [*_table(every, lang), "", _summary(every, lang)]
    for one in missed:
        lines += ["", f"{one.mutant.place}  {one.mutant.kind.zh if zh else one.mutant.kind.en}"]
        for was, becomes in one.sentences(lang):
            nothing = "（没有这一句）" if zh else "(nothing)"
            lines += _said("现在：" if zh else "now: ", was, nothing)
            lines += _said("改后：" if zh else "then: ", becomes, nothing)
    return "\n".join(printable(line) for line in lines) + "\n"


def _said(label: str, text: str, nothing: str) -> Iterator[str]:
    for line in (text or nothing).split("\n"):
        yield from wrap(label + line, COLUMNS, "  ", "    ")


def _table(every: Sequence[Tried], lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    counts = Counter((t.mutant.kind.name, t.verdict) for t in every)
    titles = ("改动", "处", "用例察觉", "没有察觉", "等同") if zh else ("change", "places", "noticed", "missed", "same meaning")
    rows: list[tuple[str, ...]] = [titles]
    for kind in KINDS:
        found = [counts[kind.name, v] for v in ("noticed", "missed", "equivalent")]
        if sum(found):
            rows.append((kind.zh if zh else kind.en, str(sum(found)), *map(str, found)))
    wide = [max(width(row[n]) for row in rows) for n in range(len(titles))]
    for row in rows:
        yield "  ".join([pad(row[0], wide[0]), *(pad(c, w, right=True) for c, w in zip(row[1:], wide[1:], strict=True))]).rstrip()


def _summary(every: Sequence[Tried], lang: Lang) -> str:
    counted, found = sum(t.verdict != "equivalent" for t in every), sum(t.verdict == "noticed" for t in every)
    if lang == "zh":
        return f"逐一改动 {counted} 处，用例察觉 {found} 处，占 {percent_down(share(every))}"
    return f"of {counted} changes the cases notice {found}: {percent_down(share(every))}"


def to_dict(every: Sequence[Tried], lang: Lang) -> dict[str, Any]:
    """For a program; the score is a decimal from 0 to 1, to three places, down."""
    counted = [t for t in every if t.verdict != "equivalent"]
    thousandths = int(share(every) * 1000)
    return {
        "score": f"{thousandths // 1000}.{thousandths % 1000:03d}",
        "total": len(counted),
        "noticed": sum(t.verdict == "noticed" for t in counted),
        "equivalent": len(every) - len(counted),
        "survivors": [_survivor(t, lang) for t in every if t.verdict == "missed"],
    }


def _survivor(one: Tried, lang: Lang) -> dict[str, Any]:
    source = one.mutant.span.source
    line, column = source.position(one.mutant.span.start)
    said = [{"now": was, "then": becomes} for was, becomes in one.sentences(lang)]
    return {"kind": one.mutant.kind.name, "file": source.path, "line": line, "column": column, "sentences": said}
