"""What a case expects: its lines 应为 to tests of a result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import cast

from policyrules.cases.found import Aspect, Compared, Ends, Fails, Lacks, OfResult, Op, Possible, Target, Test
from policyrules.cases.given import figure, measured
from policyrules.cases.model import Expected
from policyrules.cases.paths import aspects
from policyrules.diagnostics import cases
from policyrules.diagnostics import cases_expected as t
from policyrules.diagnostics import facts as f
from policyrules.diagnostics.base import Problem, suggest
from policyrules.evaluation.told import ON
from policyrules.language import core
from policyrules.language import surface as s
from policyrules.language.values import Number, exact
from policyrules.language.vocabulary import COMPARATORS, SYMBOLS

_OPS = {w.en: w.op for w in COMPARATORS} | SYMBOLS
_FACT_CODE = re.compile(r"F[1-9][0-9]{2}")


class Expectations:
    """Reads what the cases about one subject expect."""

    def __init__(self, subject: core.Subject, among: Sequence[Target], problems: list[Problem]) -> None:
        self.among = among
        self.problems = problems
        every = [*core.every_field(subject.fields), ON]
        self.named = {key: x.alias for x in every for key in (x.called.replace("的", "."), x.name, x.alias)}

    def read(self, case: s.Case) -> tuple[Expected, ...]:
        """The tests of a case, in its order; of a line with a problem there is none."""
        lines = [x for x in case.lines if isinstance(x, s.ShouldBe | s.ShouldLack | s.ShouldFail)]
        fails = [x for x in lines if isinstance(x, s.ShouldFail)]
        if not lines:
            self.problems.append(cases.NothingExpected(span=case.title.span, found=case.title.text))
        if fails and len(fails) < len(lines):
            self.problems.append(t.RefusedAndGiven(span=fails[0].span))
        return tuple(Expected(test, line.span) for line in lines for test in self.line(line))

    def line(self, line: s.ShouldBe | s.ShouldLack | s.ShouldFail) -> Iterator[Test]:
        made: Test | Problem
        match line:
            case s.ShouldFail(code):
                known = code is None or (_FACT_CODE.fullmatch(code.text) is not None and code.text in _fact_codes())
                name = code.text if code else ""
                made = Fails(name) if known else t.UnknownFactCode(span=line.span, found=name)
            case s.ShouldLack(path):
                made = self.lack(path)
            case s.ShouldBe(test):
                made = self.test(test)
        if isinstance(made, Problem):
            self.problems.append(made)
        else:
            yield made

    def lack(self, path: s.Path) -> Test | Problem:
        asked = ".".join(step.text for step in path.steps)
        alias = self.named.get(asked)
        if alias is None:
            said = asked.replace(".", "的")
            near = suggest(said, [x.replace(".", "的") for x in self.named])
            return f.UnknownFact(where=said, nearest=near, span=path.span)
        return Lacks(alias)

    # ------------------------------------------------------------ comparisons

    def test(self, node: s.Expr) -> Test | Problem:
        match node:
            case s.Compare(left, word, right) | s.PostCompare(left, right, word):
                asked = self.asked(left)
                return asked if isinstance(asked, Problem) else self.compare(node, left, asked, cast(Op, _OPS[word]), right)
            case s.Between(operand, low, high):
                asked = self.asked(operand)
                if isinstance(asked, Problem):
                    return asked
                aspect = next((a for a in asked if a.amount), None)
                ends = [aspect and self.amount(operand, aspect, end, low if end is high else high) for end in (low, high)]
                wrong = next((end for end in ends if isinstance(end, Problem)), None)
                if aspect is None or wrong:
                    return wrong or _wrong(node, operand, asked, node.span.text)
                return Ends(aspect, *ends)  # type: ignore[arg-type]
            case s.Among(operand, values):
                asked = self.asked(operand)
                return asked if isinstance(asked, Problem) else self.possible(node, operand, asked, values, never=False)
        return t.NoExpectation(span=node.span, found=node.span.text)

    def asked(self, node: s.Expr) -> Sequence[Aspect] | Problem:
        """The aspects that what stands before a comparison may mean."""
        if isinstance(node, s.Path):
            return aspects([step.text for step in node.steps], self.among, node.span)
        if isinstance(node, s.Total):
            whole = [target for target in self.among if len(target.steps) == 1]
            total = [aspect for card in whole for names, aspect in card.aspects if "total" in names]
            if len(total) == 1:
                return total
            known = "、".join(card.shown for card in whole)
            return t.AmbiguousResult(span=node.span, found=node.span.text, known=known)
        return t.NoExpectation(span=node.span, found=node.span.text)

    def compare(self, node: s.Expr, left: s.Expr, asked: Sequence[Aspect], op: Op, right: s.Expr) -> Test | Problem:
        if _spelt(right) is not None and op in ("eq", "ne"):
            return self.possible(node, left, asked, (right,), never=op == "ne")
        aspect = next((a for a in asked if a.amount), None)
        if aspect is None:
            return _wrong(node, left, asked, right.span.text)
        value = self.amount(left, aspect, right)
        return value if isinstance(value, Problem) else Compared(aspect, op, value)

    def amount(self, left: s.Expr, aspect: Aspect, node: s.Expr, other: s.Expr | None = None) -> Number | Problem:
        """A number in the unit of what it is compared with; of two ends, one may leave that to the other."""
        made, beside = constant(node), constant(other) if other else None
        if made is None:
            return _wrong(node, left, (aspect,), node.span.text)
        own = made[1] or (beside[1] if beside else "")
        return measured(made[0], own.removesuffix("%"), own == "%", core.Quantity(aspect.unit), node.span)

    def possible(
        self, node: s.Expr, left: s.Expr, asked: Sequence[Aspect], values: Sequence[s.Expr], *, never: bool
    ) -> OfResult | Problem:
        words = [_spelt(value) for value in values]
        for aspect in asked:
            keys = [aspect.takes.get(word) if word else None for word in words]
            if keys and None not in keys:
                return Possible(aspect, frozenset(key for key in keys if key), never)
        best = next((a for a in asked if any(word in a.takes for word in words)), None)
        wrong = next((v for v, w in zip(values, words, strict=True) if best is None or w not in best.takes), values[0])
        return _wrong(wrong, left, asked, wrong.span.text)


def constant(node: s.Expr) -> tuple[Number, str] | None:
    """A number that a case writes, worked out, and its unit: 2 分, 299 / 300 * 5 分; None where it is none."""
    match node:
        case s.Number():
            made = figure(node)
            return None if made is None else (made, node.unit.text if node.unit else "%" if node.text.endswith("%") else "")
        case s.Negative(operand):
            inner = constant(operand)
            return inner and (-inner[0], inner[1])
        case s.Chain(first, rest):
            total = constant(first)
            for sign, operand in rest:
                other = constant(operand)
                total = _worked(total, sign, other) if total and other else None
            return total
    return None


def _worked(left: tuple[Number, str], sign: str, right: tuple[Number, str]) -> tuple[Number, str] | None:
    (a, unit), (b, other) = left, right
    if sign in "+-":
        return None if unit != other else (a + b if sign == "+" else a - b, unit)
    if sign == "*":
        return None if unit and other else (a * b, unit or other)
    if b == 0 or (other and other != unit):
        return None
    return exact(Fraction(a) / b), "" if other else unit


def _spelt(node: s.Expr) -> str | None:
    """The word a value is, if it is one."""
    match node:
        case s.Path((only,)):
            return only.text
        case s.Code(text) | s.Quote(text):
            return text
        case s.Truth(value):
            return "yes" if value else "no"
        case s.Nothing():
            return "none"
    return None


def _wrong(node: s.Expr, left: s.Expr, asked: Sequence[Aspect], value: str) -> Problem:
    """What a value is not one of."""
    takes = [a.takes for a in asked if a.takes]
    zh = [w for words in takes for w in dict.fromkeys(words) if not w.isascii()]
    en = [w for words in takes for w in dict.fromkeys(words) if w.isascii()]
    if any(a.amount for a in asked):
        zh.insert(0, "分数，如 2 分")
        en.insert(0, "points such as `2 分`")
    taken_zh, taken_en = "、".join(dict.fromkeys(zh or en)), ", ".join(dict.fromkeys(en or zh))
    return t.WrongExpectation(span=node.span, found=left.span.text, value=value, taken_zh=taken_zh, taken_en=taken_en)


def _fact_codes() -> frozenset[str]:
    from policyrules.diagnostics.catalogue import catalogue

    return frozenset(code for code in catalogue() if code.startswith("F"))
