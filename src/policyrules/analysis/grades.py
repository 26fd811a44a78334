"""Grades: does every total that can come about fall into one grade, and into no other? Is there a grade nobody can come to?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from math import inf

from attrs import define, field

from policyrules.analysis.facts import witness
from policyrules.analysis.figures import Figures, Piece, stretches, widened
from policyrules.analysis.maxima import maxima
from policyrules.analysis.model import Claim, State, Witness
from policyrules.analysis.reach import Reach
from policyrules.analysis.search import Search, day_for
from policyrules.analysis.spread import Run
from policyrules.analysis.words import place, span_of
from policyrules.diagnostics import grades as d
from policyrules.diagnostics.base import Label, Problem
from policyrules.language import core
from policyrules.language.interval import round_to
from policyrules.language.lowered import Lowered
from policyrules.language.values import MAYBE, decimal_text
from policyrules.result import ScoreResult

MOST_TOLD = 4
"""The most gaps, and pairs of grades that overlap, that are looked into."""
_MODES = {
    "half up": ("四舍五入", "half up"),
    "down": ("舍去", "down"),
    "up": ("进一", "up"),
    "half even": ("四舍六入五成双", "half to even"),
}


def scorecards(lowered: Lowered) -> Iterator[Claim]:
    """Claims about what every scorecard comes to: its full marks and its grades."""
    for entry in lowered.subjects.values():
        for card in entry.cards:
            reach = Reach.of(entry, card)
            yield from maxima(reach)
            if card.card.bands is not None:
                yield from Grades(lowered.program, reach, card.card.bands).claims()


@define(eq=False)
class Grades:
    """The grades of one scorecard."""

    program: core.Program
    reach: Reach
    bands: core.Bands
    figures: Figures = field(init=False)
    pieces: list[Piece] = field(factory=list)
    _search: Search | None = None

    def __attrs_post_init__(self) -> None:
        self.figures = Figures(self.reach, self.reach.card, self.bands)

    def claims(self) -> Iterator[Claim]:
        pieces = self.figures.pieces()
        if pieces is None:
            yield self.open("grades", "档数太多，没有逐一比较", "there are too many rows to compare")
            return
        self.pieces = pieces
        yield from self.whole()
        if self.bands.exclusive:
            yield from self.apart()
        yield from self.reached()

    # ------------------------------------------------------------ every total has a grade

    def whole(self) -> Iterator[Claim]:
        there = [p for p in self.pieces if not p.held.empty and True not in p.truths]
        gaps = list(stretches([p for p in there if MAYBE not in p.truths]))
        doubts = list(stretches([p for p in there if MAYBE in p.truths]))
        if not gaps and not doubts:
            yield self.proved()
        elif self.declared:
            zh, en = _places([*gaps, *doubts])
            said = (
                f"{zh}的总分可能不落入任何一档，规则包以假定声明照此保留",
                f"totals {en} may fall into none, as an assumption says",
            )
            yield self.claim("grades", "declared", *said)
        else:
            yield from map(self.gap, gaps[:MOST_TOLD])
            yield from map(self.doubt, doubts[:MOST_TOLD])

    def gap(self, run: Run) -> Claim:
        """A stretch in which no row holds."""
        shown = self.witness(run, _ungraded)
        if shown is not None:
            return self.fallen(run, shown)
        zh, en = place(run)
        said = (
            f"{zh}的总分不落入任何一档，但没有找到能得到这样总分的事实",
            f"totals {en} fall into none, but no facts were found that lead to one",
        )
        return self.open("grades", *said)

    def doubt(self, run: Run) -> Claim:
        """A stretch in which it hangs on something else whether a row holds."""
        shown = self.witness(run, _ungraded)
        if shown is not None:
            return self.fallen(run, shown, sometimes=True)
        zh, en = place(run)
        return self.open("grades", f"{zh}的总分能否定档，还要看其他情况", f"whether totals {en} have one hangs on other facts")

    def fallen(self, run: Run, shown: Witness, *, sometimes: bool = False) -> Claim:
        """The claim that totals have no grade, with facts that lead to one."""
        zh, en = place(run)
        problem = d.GradesLeaveGap(span=self.bands.span, place_zh=zh, place_en=en, sometimes=sometimes, witness=shown)
        said = f"{zh}的总分{'有时' if sometimes else ''}不落入任何一档", f"totals {en} {'may ' if sometimes else ''}fall into none"
        return self.claim("grades", "refuted", *said, shown, problem)

    def proved(self) -> Claim:
        """Every total has a grade, and why."""
        figure = self.figures.figure
        range_zh, range_en = span_of(figure)
        if self.bands.exclusive:
            zh, en = "都有等级", "has a grade"
        else:
            zh, en = "恰归入一档（自上而下第一个符合的）", "falls into exactly one (the first that holds)"
        if self.figures.rounding:
            step, mode = self.figures.rounding
            mode_zh, mode_en = _MODES[mode]
            why_zh = f"总分{mode_zh}到 {decimal_text(step)} 分后，{range_zh}的每个分数{zh}"
            why_en = f"rounded {mode_en} to {decimal_text(step)}, every total {range_en} {en}"
        elif (step := figure.step) and (gap_zh := self.stepped_over()):
            why_zh = f"总分以 {decimal_text(step)} 分为单位变动，{gap_zh[0]}没有可能的总分；{range_zh}可能的每个总分{zh}"
            why_en = f"the total moves in steps of {decimal_text(step)}, so none lies {gap_zh[1]}; every total {range_en} {en}"
        else:
            why_zh, why_en = f"{range_zh}的每个总分{zh}", f"every total {range_en} {en}"
        return self.claim("grades", "proved", why_zh, why_en)

    def stepped_over(self) -> tuple[str, str] | None:
        """Where rows leave gaps that no total comes into."""
        most = self.figures.figure.hull
        empty = [
            p for p in self.pieces if p.held.empty and True not in p.truths and most.low < p.run.high and p.run.low < most.high
        ]
        return _places(list(stretches(empty))) if empty else None

    # ------------------------------------------------------------ no total has two

    def apart(self) -> Iterator[Claim]:
        named = [(n, r) for n, r in enumerate(self.bands.rows) if r.condition is not None]
        there = [p for p in self.pieces if not p.held.empty]
        doubtful: list[tuple[core.Band, core.Band, Run]] = []
        told = 0
        for (a, one), (b, other) in combinations(named, 2):
            both = [p for p in there if p.truths[a] is True and p.truths[b] is True]
            perhaps = [p for p in there if False not in (p.truths[a], p.truths[b])]
            if both and told < MOST_TOLD:
                told += 1
                yield self.overlap(one, other, next(stretches(both)))
            elif perhaps and not both:
                doubtful.append((one, other, next(stretches(perhaps))))
        if doubtful:
            yield from self.doubtful(doubtful[:MOST_TOLD])
        elif not told:
            yield self.claim("grades_apart", "proved", "没有总分同时属于两档", "no total falls into two")

    def overlap(self, one: core.Band, other: core.Band, run: Run) -> Claim:
        """Two grades that hold for the same totals."""
        zh, en = place(run)
        said = f"{zh}的总分同时属于“{one.label}”和“{other.label}”", f"totals {en} fall into both `{one.label}` and `{other.label}`"
        if self.declared:
            return self.claim(
                "grades_apart", "declared", f"{said[0]}，规则包以假定声明照此保留", f"{said[1]}, as an assumption says"
            )
        return self.both(one, other, run) or self.open(
            "grades_apart", f"{said[0]}，但没有找到能得到这样总分的事实", f"{said[1]}, but no facts were found that lead to one"
        )

    def doubtful(self, pairs: Sequence[tuple[core.Band, core.Band, Run]]) -> Iterator[Claim]:
        """Grades that may hold together, which hangs on something else."""
        if self.declared:
            said = "总分可能同时属于两档，规则包以假定声明照此保留", "a total may fall into two, as an assumption says"
            yield self.claim("grades_apart", "declared", *said)
            return
        for one, other, run in pairs:
            zh, en = f"“{one.label}”和“{other.label}”能否同时成立", f"whether `{one.label}` and `{other.label}` can hold at once"
            open_ = self.open("grades_apart", f"{zh}，还要看其他情况", f"{en} hangs on other facts")
            yield self.both(one, other, run) or open_

    def both(self, one: core.Band, other: core.Band, run: Run) -> Claim | None:
        """The claim that two grades hold together, where facts are found that show it."""
        shown = self.witness(run, lambda s: s.conflict and {one.id, other.id} <= set(s.grades))
        if shown is None:
            return None
        zh, en = place(run)
        label = Label(span=other.span, zh="同时成立", en="holds as well")
        problem = d.GradesOverlap(
            span=one.span, labels=(label,), witness=shown, place_zh=zh, place_en=en, one=one.label, other=other.label
        )
        said = f"{zh}的总分同时属于“{one.label}”和“{other.label}”", f"totals {en} fall into both `{one.label}` and `{other.label}`"
        return self.claim("grades_apart", "refuted", *said, shown, problem)

    # ------------------------------------------------------------ every grade has a total

    def reached(self) -> Iterator[Claim]:
        there = [p for p in self.pieces if not p.held.empty]
        for n, row in enumerate(self.bands.rows):
            before = range(0 if self.bands.exclusive else n)
            mine = [p for p in there if p.truths[n] is not False]
            if row.condition is None or any(True not in [p.truths[k] for k in before] for p in mine):
                continue
            above = [self.bands.rows[k] for k in before if any(p.truths[k] is True for p in mine)]
            labels = tuple(Label(span=x.span, zh="先归入这一等级", en="this grade takes it first") for x in above)
            most, step = self.why(n)
            problem = d.UnreachableGrade(span=row.span, label=row.label, labels=labels, covered=bool(above), most=most, step=step)
            zh, en = problem.message("zh"), problem.message("en")
            yield Claim("grade_reached", self.reach.card.card.id, "refuted", zh, en, (), problem)

    def why(self, row: int) -> tuple[str, str]:
        """What keeps totals from a row: how many points there are at most, or the steps in which they come."""
        high, step = self.figures.figure.hull.high, self.figures.figure.step
        wished = [p.run for p in self.pieces if p.truths[row] is not False]
        if high != inf and any(r.high > high for r in wished):
            return decimal_text(high), ""
        return "", decimal_text(step) if step and wished else ""

    # ------------------------------------------------------------ saying it

    @property
    def declared(self) -> bool:
        """Whether an assumption of 等级 says that the document's own bounds are kept: 界限, or 取整 where nothing is rounded."""
        return any(a.kind == "threshold" or (a.kind == "rounding" and not self.bands.rounding) for a in self.bands.assumptions)

    def witness(self, run: Run, wanted: Callable[[ScoreResult], bool]) -> Witness | None:
        """Facts whose total is graded on a figure in a stretch."""
        if self.figures.key != "total":
            return None
        if self._search is None:
            self._search = Search(self.reach.entry, self.reach.card, day_for(self.program, self.reach.card))
        rounding = self.figures.rounding

        def meets(score: ScoreResult) -> bool:
            assert score.total is not None
            figure = round_to(score.total, *rounding) if rounding else score.total
            return run.holds(figure) and wanted(score)

        found = self._search.facts(widened(run, rounding), meets)
        if found is None or found[1].total is None:
            return None
        number = decimal_text(found[1].total)
        return witness(self.reach.entry, found[0], self._search.on, f"总分 {number}", f"the total is {number}")

    def claim(
        self, kind: str, state: State, zh: str, en: str, shown: Witness | None = None, problem: Problem | None = None
    ) -> Claim:
        name = self.reach.card.card.name
        return Claim(
            kind,
            self.reach.card.card.id,
            state,
            f"“{name}”的等级：{zh}",
            f"grades of `{name}`: {en}",
            (shown,) if shown else (),
            problem,
        )

    def open(self, kind: str, zh: str, en: str) -> Claim:
        return self.claim(kind, "open", zh, en)


def _ungraded(score: ScoreResult) -> bool:
    return score.grade is None and score.ungraded


def _places(runs: Sequence[Run]) -> tuple[str, str]:
    said = [place(r) for r in runs[:MOST_TOLD]]
    more_zh, more_en = ("等处", " and elsewhere") if len(runs) > MOST_TOLD else ("", "")
    return "、".join(zh for zh, _ in said) + more_zh, ", ".join(en for _, en in said) + more_en
