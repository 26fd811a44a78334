"""From lark's tree to the surface tree: one method a rule, named as in `policy.lark`.

Texts and names are cut from the source as it stands, by offset, so that what the lexer mapped to half-width inside a quotation is
never seen. Nesting was bounded by `layout`, so recursion is safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from attrs import evolve
from lark import Token, Tree

from policyrules.language import surface as s
from policyrules.language.characters import normalise
from policyrules.language.vocabulary import Side, by_spelling
from policyrules.source import Source, Span

Kids = list[Any]
_DATE = re.compile("[0-9]{4}([-/])[0-9]{1,2}\\1[0-9]{1,2}")


class Builder:
    """Makes the surface tree of one stretch of a source that begins at offset ``base``.

    Days that do not exist are gathered in ``bad_days``, those written as sums in ``dates``, numbers joined by a hyphen in
    ``hyphens``, operands that are one name in ``bare`` with whether each is the whole test of a grade, reserved words used as bare
    names in ``reserved``, awards whose 下列 and conditions do not go together in ``lists``, a second 取最高 or 取最低 of one part
    in ``combines``, source texts listed again in ``sources``, second conditions behind a list in ``extra``, 个数, 次数 and 占比
    where a list or a field has to end in ``uncounted``.
    """

    def __init__(self, source: Source, side: Side, base: int = 0) -> None:
        self.source = source
        self.side: Side = side
        self.base = base
        self.bad_days: list[Span] = []
        self.dates: list[tuple[Span, date]] = []
        self.hyphens: list[Span] = []
        self.bare: list[tuple[s.Name, bool]] = []
        self.reserved: list[Span] = []
        self.lists: list[tuple[Span, bool]] = []
        self.combines: list[Span] = []
        self.sources: list[Span] = []
        self.extra: list[Span] = []
        self.uncounted: list[Span] = []

    def statements(self, tree: Tree[Token]) -> list[s.Header | s.Statement]:
        return [self.build(k) for k in tree.children if not isinstance(k, Token)]

    def build(self, item: Tree[Token] | Token | None) -> Any:
        if item is None or isinstance(item, Token):
            return item
        kids = [self.build(k) for k in item.children]
        make: Callable[[Span, Kids], Any] = getattr(self, item.data)
        return make(self.span(item), kids)

    def span(self, item: Tree[Token] | Token) -> Span:
        if isinstance(item, Token):
            return Span(self.source, self.base + (item.start_pos or 0), self.base + (item.end_pos or 0))
        meta = item.meta
        if meta.empty:
            return Span(self.source, self.base, self.base)
        text = self.source.text
        start, end = self.base + meta.start_pos, min(self.base + meta.end_pos, len(text))
        while end > start and text[end - 1] in " \t\r\n\u3000":  # a rule that ends with its line does not own the line end
            end -= 1
        return Span(self.source, start, end)

    # ------------------------------------------------------------ names, texts, annotations

    def name(self, span: Span, kids: Kids) -> s.Name:
        text = span.text
        return s.Name(text[1:-1] if _marked(text) else normalise(text), span=span)

    unit = code_name = name

    def quote(self, span: Span, kids: Kids) -> s.Quote:
        return s.Quote(span.text[1:-1], span=span)

    def head(self, span: Span, kids: Kids) -> s.Head:
        return s.Head(*kids, span=span)

    def cite(self, span: Span, kids: Kids) -> s.Cite:
        title, quote, section = kids
        return s.Cite(quote, self.span(title).text[1:-1] if title else "", section, span=span)

    def assume(self, span: Span, kids: Kids) -> s.Assume:
        return s.Assume(self.english(kids[0]) if kids[0] else "", kids[1], span=span)

    def strictness(self, span: Span, kids: Kids) -> s.Strictness:
        return s.Strictness(self.english(kids[0]), span=span)

    def when_none(self, span: Span, kids: Kids) -> s.WhenNone:
        return s.WhenNone(kids[0], span=span)

    def english(self, token: Token) -> str:
        """The English twin of a keyword token, or the sign itself."""
        word = by_spelling(self.side).get(re.sub(" +", " ", token))
        return word.en if word else str(token)

    def _word(self, span: Span, kids: Kids) -> str:
        return self.english(kids[0])

    when_word = span_word = every_word = count_word = summary_word = share_word = _word
    infix = inclusion = meta_key = number_kind = rounding_mode = _word
    part_kind = limit_word = per = gain = sum_sign = product_sign = _word

    def notes(self, span: Span, kids: Kids) -> s.Notes:
        return tuple(k for k in kids if isinstance(k, s.Annotation))

    eol = field_eol = grade_eol = listed_eol = row_eol = notes

    def remark(self, span: Span, kids: Kids) -> s.Remark:
        return s.Remark(self.notes(span, kids), span=span)

    field_remark = grade_remark = listed_remark = row_remark = remark

    # ------------------------------------------------------------ header

    def header(self, span: Span, kids: Kids) -> s.Header:
        name, title, notes, *lines = (k for k in kids if not isinstance(k, Token))
        return s.Header(name, title, notes, tuple(lines), span=span)

    def meta(self, span: Span, kids: Kids) -> s.Meta:
        key, *values, notes = kids
        if key == "source":
            files = [PurePosixPath(v.text.replace("\\", "/")) for v in values]
            self.sources += [v.span for i, v in enumerate(values) if files[i] in files[:i]]
            values = [v for i, v in enumerate(values) if files[i] not in files[:i]]  # read once, so that quotes are found once
        return s.Meta(key, tuple(values), notes, span=span)

    def dated(self, span: Span, kids: Kids) -> s.Dated:
        return s.Dated(*kids, span=span)

    def in_force(self, span: Span, kids: Kids) -> s.InForce:
        return s.InForce(*kids, span=span)

    def reading(self, span: Span, kids: Kids) -> s.Reading:
        *words, notes = kids
        return s.Reading(tuple(words), notes, span=span)

    def reading_word(self, span: Span, kids: Kids) -> tuple[str, bool]:
        return self.english(kids[0]), kids[1] == "inclusive"

    # ------------------------------------------------------------ declarations

    def subject(self, span: Span, kids: Kids) -> s.Subject:
        head, notes, *rows = kids
        below = tuple(n for row in rows if isinstance(row, s.Remark) for n in row.notes)
        return s.Subject(head, tuple(r for r in rows if isinstance(r, s.Field)), notes + below, span=span)

    def field(self, span: Span, kids: Kids) -> s.Field:
        return s.Field(*kids, span=span)

    def list(self, span: Span, kids: Kids) -> s.Field:
        head, notes, *rows = kids
        below = tuple(n for row in rows if isinstance(row, s.Remark) for n in row.notes)
        kind = s.ListType(tuple(r for r in rows if isinstance(r, s.Field)), span=span)
        return s.Field(head, kind, (), notes + below, span=span)

    def constraints(self, span: Span, kids: Kids) -> tuple[Any, ...]:
        return tuple(kids)

    def or_none(self, span: Span, kids: Kids) -> s.OrNone:
        return s.OrNone(span=span)

    def bound(self, span: Span, kids: Kids) -> s.Bound:
        return s.Bound(*kids, span=span)

    def bool_type(self, span: Span, kids: Kids) -> s.BoolType:
        return s.BoolType(span=span)

    def number_type(self, span: Span, kids: Kids) -> s.NumberType:
        return s.NumberType(*kids, span=span)

    def date_type(self, span: Span, kids: Kids) -> s.DateType:
        return s.DateType(span=span)

    def text_type(self, span: Span, kids: Kids) -> s.TextType:
        return s.TextType(span=span)

    def level_type(self, span: Span, kids: Kids) -> s.LevelType:
        return s.LevelType(tuple(kids), span=span)

    def option_type(self, span: Span, kids: Kids) -> s.OptionType:
        return s.OptionType(tuple(kids), span=span)

    def judged_type(self, span: Span, kids: Kids) -> s.JudgedType:
        return s.JudgedType(*kids, span=span)

    def parameter(self, span: Span, kids: Kids) -> s.Parameter:
        return s.Parameter(*kids, span=span)

    def let(self, span: Span, kids: Kids) -> s.Let:
        head, subject, value, rounding, notes = kids
        return s.Let(head, subject, value, rounding, notes, span=span)

    def rounding(self, span: Span, kids: Kids) -> s.Rounding:
        return s.Rounding(*kids, span=span)

    # ------------------------------------------------------------ scorecards

    def scorecard(self, span: Span, kids: Kids) -> s.Scorecard:
        head, subject, full, notes, *body = (k for k in kids if not isinstance(k, Token))
        return s.Scorecard(head, subject, full, notes, tuple(body), span=span)

    def part(self, span: Span, kids: Kids) -> s.Part:
        kind, head, points, *rest = (k for k in kids if not isinstance(k, Token))
        at = next(i for i, k in enumerate(rest) if isinstance(k, tuple))
        flags, notes, body = rest[:at], rest[at], rest[at + 1 :]
        limits = tuple(k for k in flags if isinstance(k, s.Limit))
        combines = [k for k in flags if isinstance(k, s.Name)]
        self.combines += [k.span for k in combines[1:]]
        combine: Any = combines[0].text if combines else ""
        untils = tuple(k for k in flags if isinstance(k, s.Day))
        over = tuple(k for k in flags if isinstance(k, s.Records))
        return s.Part(kind, head, points, limits, combine, notes, tuple(body), untils, True in flags, over, span=span)

    def for_each(self, span: Span, kids: Kids) -> s.Records:
        return self.records(span, kids)

    def beyond(self, span: Span, kids: Kids) -> bool:
        return True

    def until(self, span: Span, kids: Kids) -> s.Day:
        day: s.Day = kids[0]
        return day

    def combine(self, span: Span, kids: Kids) -> s.Name:
        return s.Name(self.english(kids[0]), span=span)

    def span_line(self, span: Span, kids: Kids) -> s.SpanLine:
        return s.SpanLine(*kids, span=span)

    def limit(self, span: Span, kids: Kids) -> s.Limit:
        return s.Limit(*kids, span=span)

    def limit_line(self, span: Span, kids: Kids) -> s.Limit:
        limit, notes = kids
        return s.Limit(limit.word, limit.value, notes, span=span)

    def gate(self, span: Span, kids: Kids) -> s.Gate:
        return s.Gate(*kids, span=span)

    def award(self, span: Span, kids: Kids) -> s.Award:
        otherwise, test, give, *rest = (k for k in kids if not isinstance(k, Token))
        at = next(i for i, k in enumerate(rest) if isinstance(k, tuple))
        rounding, notes, below = rest[at - 1], rest[at], rest[at + 1 :]
        limits = tuple(k for k in rest[: at - 1] if isinstance(k, s.Limit))
        if len(limits) < at - 1:
            give = evolve(give, begun=True)
        items = tuple(b for b in below if isinstance(b, s.Condition))
        notes = notes + tuple(n for b in below if isinstance(b, s.Remark) for n in b.notes)
        if isinstance(test, s.Listed):
            if not items:
                self.lists.append((test.span, True))
            test = s.Listed(test.quantity, items, span=test.span)
        elif items:
            self.lists.append((items[0].span, False))
        return s.Award(bool(otherwise), test, give, rounding, notes, limits, span=span)

    def table(self, span: Span, kids: Kids) -> s.Award:
        otherwise, test, *rest = (k for k in kids if not isinstance(k, Token))
        at = next(i for i, k in enumerate(rest) if isinstance(k, tuple))
        rows = tuple(r for r in rest[at:] if isinstance(r, s.Row))
        notes = rest[at] + tuple(n for r in rest[at:] if isinstance(r, s.Remark) for n in r.notes)
        if isinstance(test, s.Listed):
            self.lists.append((test.span, True))
        return s.Award(bool(otherwise), test, s.Banded(tuple(rest[:at]), rows, span=span), None, notes, span=span)

    def row(self, span: Span, kids: Kids) -> s.Row:
        *tests, points, notes = kids
        return s.Row(tuple(t for t in tests if t is not Ellipsis), points, notes, span=span)

    def row_infix(self, span: Span, kids: Kids) -> s.Mark:
        return s.Mark(*kids, span=span)

    def row_postfix(self, span: Span, kids: Kids) -> s.Mark:
        return s.Mark(self.english(kids[1]), kids[0], span=span)

    def row_range(self, span: Span, kids: Kids) -> s.Stretch:
        return s.Stretch(*kids, span=span)

    row_window = row_range

    def row_value(self, span: Span, kids: Kids) -> s.Mark:
        return s.Mark("", *kids, span=span)

    def otherwise(self, span: Span, kids: Kids) -> bool:
        return True

    def listed_head(self, span: Span, kids: Kids) -> s.Listed:
        return s.Listed(kids[0], (), span=span)

    def quantity(self, span: Span, kids: Kids) -> Any:
        number = next((k for k in kids if k.type == "NUMBER"), None)
        return s.Number(str(number), span=self.span(number)) if number else self.english(kids[0])

    def award_below(self, span: Span, kids: Kids) -> Any:
        return kids[0]

    def listed_item(self, span: Span, kids: Kids) -> s.Condition:
        return s.Condition(*kids, span=span)

    def fixed(self, span: Span, kids: Kids) -> s.Fixed:
        return s.Fixed(*kids, span=span)

    def deducted(self, span: Span, kids: Kids) -> s.Deducted:
        return s.Deducted(*kids, span=span)

    def counted(self, span: Span, kids: Kids) -> s.Counted:
        quantity, per, unit, gain, points = kids
        return s.Counted(quantity, per == "per full", unit, gain == "deduct", points, span=span)

    def begun(self, span: Span, kids: Kids) -> bool:
        return True

    def prorated(self, span: Span, kids: Kids) -> s.Prorated:
        return s.Prorated(*kids, span=span)

    def rated(self, span: Span, kids: Kids) -> s.Rated:
        return s.Rated(*kids, span=span)

    def grades(self, span: Span, kids: Kids) -> s.Grades:
        notes, *rows = (k for k in kids if not isinstance(k, Token))
        return s.Grades(tuple(rows), notes, span=span)

    def rounding_line(self, span: Span, kids: Kids) -> s.Rounding:
        rounding, notes = kids
        return s.Rounding(rounding.mode, rounding.step, notes, span=span)

    def grade(self, span: Span, kids: Kids) -> s.Grade:
        head, test, notes = kids
        if isinstance(test, s.Path) and self.bare and self.bare[-1][0] is test.steps[0]:
            self.bare[-1] = (test.steps[0], True)
        return s.Grade(head, None if test is Ellipsis else test, notes, span=span)

    def rest(self, span: Span, kids: Kids) -> Any:
        return Ellipsis

    # ------------------------------------------------------------ expressions

    def conditional(self, span: Span, kids: Kids) -> s.Conditional:
        return s.Conditional(*kids, span=span)

    def either(self, span: Span, kids: Kids) -> s.Junction:
        return s.Junction("or", tuple(kids), span=span)

    def both(self, span: Span, kids: Kids) -> s.Junction:
        return s.Junction("and", tuple(kids), span=span)

    def not_(self, span: Span, kids: Kids) -> s.Not:
        return s.Not(*kids, span=span)

    def compare(self, span: Span, kids: Kids) -> s.Compare:
        return s.Compare(*kids, span=span)

    def post_compare(self, span: Span, kids: Kids) -> s.PostCompare:
        return s.PostCompare(kids[0], kids[1], self.english(kids[2]), span=span)

    def between(self, span: Span, kids: Kids) -> s.Between:
        return s.Between(*kids, span=span)

    def among(self, span: Span, kids: Kids) -> s.Among:
        return s.Among(kids[0], tuple(kids[1:]), span=span)

    def elapsed(self, span: Span, kids: Kids) -> s.Elapsed:
        return s.Elapsed(*kids, span=span)

    def chain(self, span: Span, kids: Kids) -> s.Chain | s.Day:
        if _DATE.fullmatch(normalise(span.text)) and (day := _day(normalise(span.text))):
            self.dates.append((span, day))
            return s.Day(day, span=span)
        for left, op, right in zip(kids[::2], kids[1::2], kids[2::2], strict=False):
            numbers = isinstance(left, s.Number) and isinstance(right, s.Number)
            if op == "-" and numbers and right.span.start - left.span.end == 1:  # 75-89, as against 75 - 89
                self.hyphens.append(left.span.to(right.span))
        return s.Chain(kids[0], tuple(zip(kids[1::2], kids[2::2], strict=True)), span=span)

    chain_sum = chain_product = chain

    def negative(self, span: Span, kids: Kids) -> s.Negative:
        return s.Negative(*kids, span=span)

    def number(self, span: Span, kids: Kids) -> s.Number:
        return s.Number(normalise(str(kids[0])), kids[1], span=span)

    def code(self, span: Span, kids: Kids) -> s.Code:
        return s.Code(normalise(span.text), span=span)

    def day(self, span: Span, kids: Kids) -> s.Day:
        day = _day(normalise(span.text))
        if day is None:
            self.bad_days.append(span)
        return s.Day(day or date.min, span=span)

    def yes(self, span: Span, kids: Kids) -> s.Truth:
        return s.Truth(True, span=span)

    def no(self, span: Span, kids: Kids) -> s.Truth:
        return s.Truth(False, span=span)

    def nothing(self, span: Span, kids: Kids) -> s.Nothing:
        return s.Nothing(span=span)

    def total(self, span: Span, kids: Kids) -> s.Total:
        return s.Total(span=span)

    def path(self, span: Span, kids: Kids) -> s.Path | s.Call | s.Records:
        """Names joined by 的; with a condition behind one it is a list. One name with arguments may be the call of a builtin."""
        if len(kids) == 1 and kids[0][1]:
            self.watch(kids)
            name, args, _ = kids[0]
            return s.Call(name, args, span=span)
        made = self.records(span, kids)
        plain = made.window is None and not any(x.where for x in made.steps)
        if plain and len(made.steps) == 1 and not _marked(span.text):
            self.bare.append((made.steps[0].name, False))
        return s.Path(tuple(x.name for x in made.steps), span=span) if plain else made

    def records(self, span: Span, kids: Kids) -> s.Records:
        window, steps = (kids[0], kids[1:]) if isinstance(kids[0], s.Window) else (None, kids)
        self.watch(steps)
        self.extra += [args[1].span for _, args, _ in steps if len(args) > 1]
        made = [s.Step(name, args[0] if args else None, span=at) for name, args, at in steps]
        return s.Records(tuple(made), window, span=span)

    def watch(self, steps: Kids) -> None:
        """Reserved words among names."""
        words = by_spelling(self.side)
        for place, (name, *_) in enumerate(steps):
            word = words.get(name.text)
            if word and place > 0 and word.reserved == "of" and not _marked(name.span.text):
                self.uncounted.append(name.span)
            elif word and not _marked(name.span.text) and word.reserved and (word.reserved != "of" or place > 0):
                self.reserved.append(name.span)

    def step(self, span: Span, kids: Kids) -> tuple[s.Name, tuple[s.Expr, ...], Span]:
        name, *args = kids
        return name, tuple(a for a in args if a is not None), span

    def window(self, span: Span, kids: Kids) -> s.Window:
        return s.Window(*kids, span=span)

    def counted_unit(self, span: Span, kids: Kids) -> s.Number:
        return s.Number(str(kids[0]), kids[1], span=span)

    def count(self, span: Span, kids: Kids) -> s.Count:
        *steps, word = kids
        return s.Count(self.records(span, steps), word, span=span)

    def summary(self, span: Span, kids: Kids) -> s.Summary:
        *steps, word = kids
        return s.Summary(self.records(span, steps), word, span=span)

    def share(self, span: Span, kids: Kids) -> s.Share:
        *steps, condition, word = kids
        return s.Share(self.records(span, steps), condition, word, span=span)

    def each(self, span: Span, kids: Kids) -> s.Each:
        *steps, condition = kids
        self.second(condition)
        return s.Each(self.records(span, steps) if steps else None, condition, span=span)

    def every(self, span: Span, kids: Kids) -> s.Every:
        self.second(kids[-1])
        return s.Every(*kids, span=span)

    def second(self, condition: s.Expr) -> None:
        """A second condition behind the list that a comparison begins with, which reads as an argument of a call."""
        first = condition.left if isinstance(condition, s.Compare | s.PostCompare) else getattr(condition, "operand", condition)
        if isinstance(first, s.Call) and len(first.args) > 1:
            self.extra.append(first.args[1].span)

    def some(self, span: Span, kids: Kids) -> s.Some:
        least, *steps, condition = kids
        return s.Some(least, self.records(span, steps), condition, span=span)


def _day(text: str) -> date | None:
    """The day of a year, month and day in figures, or of a year's end; None where the calendar has none."""
    parts = [int(n) for n in re.findall("[0-9]+", text)]
    try:
        return date(*(parts if len(parts) == 3 else [parts[0], 12, 31]))
    except ValueError:
        return None


def _marked(text: str) -> bool:
    """Whether a name stands between marks, where it is kept to the letter."""
    return text[0] in "「`｀"
