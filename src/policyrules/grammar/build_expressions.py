"""From lark's tree to the surface tree, first part: names, texts and expressions. `build` has the rest.

Texts and names are cut from the source as it stands, by offset, so that what the lexer mapped to half-width inside a quotation is
never seen. Nesting was bounded by `layout`, so recursion is safe.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from lark import Token, Tree

from policyrules.language import surface as s
from policyrules.language.characters import normalise
from policyrules.language.vocabulary import Side, by_spelling
from policyrules.source import Source, Span

Kids = list[Any]
_DATE = re.compile("[0-9]{4}([-/])[0-9]{1,2}\\1[0-9]{1,2}")


class Expressions:
    """Makes the expressions of one stretch of a source that begins at offset ``base``.

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

    # ------------------------------------------------------------ names and texts

    def name(self, span: Span, kids: Kids) -> s.Name:
        text = span.text
        return s.Name(text[1:-1] if _marked(text) else normalise(text), span=span)

    unit = code_name = name

    def quote(self, span: Span, kids: Kids) -> s.Quote:
        return s.Quote(span.text[1:-1], span=span)

    def head(self, span: Span, kids: Kids) -> s.Head:
        return s.Head(*kids, span=span)

    def english(self, token: Token) -> str:
        """The English twin of a keyword token, or the sign itself."""
        word = by_spelling(self.side).get(re.sub(" +", " ", token))
        return word.en if word else str(token)

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

    by_day = day

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
