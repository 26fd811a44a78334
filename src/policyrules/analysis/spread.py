"""Sets of numbers as they come about in sums of points: single ones, all those of a stretch, or those in steps.

Every operation gives all that it can give for any members of its operands, and now and then too much (never too little), so what is
not in a spread is surely not reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil, floor, gcd, inf, lcm
from typing import Any

from attrs import evolve, frozen

from policyrules.language import interval as iv
from policyrules.language.values import NOTHING, Interval, Number, exact

MOST_DOTS = 1 << 14
"""Single numbers are told apart within so many steps; further apart they are taken for all numbers between."""
MOST_WORK = 1 << 21
MOST_RUNS = 40
_PAIRS = 256


@frozen
class Run:
    """The numbers from ``low`` to ``high`` (infinite: no end), without an end that is open; with a ``step`` only ``at`` and what is
    whole steps from it."""

    low: Any
    high: Any
    open_low: bool = False
    open_high: bool = False
    step: Number = 0
    at: Number = 0

    @property
    def empty(self) -> bool:
        return bool(self.low > self.high or (self.low == self.high and (self.open_low or self.open_high)))

    def holds(self, number: Any) -> bool:
        low = self.low < number or (self.low == number and not self.open_low)
        high = number < self.high or (number == self.high and not self.open_high)
        return low and high and (not self.step or Fraction(number - self.at) % self.step == 0)

    def within(self, other: Run) -> Run:
        """What lies in a stretch as well."""
        low = max(self.low, other.low)
        high = min(self.high, other.high)
        open_low = any(r.open_low for r in (self, other) if r.low == low)
        open_high = any(r.open_high for r in (self, other) if r.high == high)
        cut = evolve(self, low=low, high=high, open_low=open_low, open_high=open_high)
        return _fitted(cut) if self.step else cut


def _fitted(run: Run) -> Run:
    """A run in steps with ends that are members."""
    low, high, step, at = run.low, run.high, run.step, run.at
    if low != -inf:
        steps = ceil(Fraction(low - at) / step)
        low = at + steps * step
        low += step if run.open_low and low == run.low else 0
    if high != inf:
        steps = floor(Fraction(high - at) / step)
        high = at + steps * step
        high -= step if run.open_high and high == run.high else 0
    return Run(low if low == -inf else exact(low), high if high == inf else exact(high), step=step, at=at)


@frozen
class Spread:
    """A set of numbers. Single ones are kept as ``bits``: number ``base + n`` over ``unit`` for every bit n. ``absent``: what it
    is a set of values of may also be 无."""

    bits: int = 0
    base: int = 0
    unit: int = 1
    runs: tuple[Run, ...] = ()
    absent: bool = False

    @property
    def empty(self) -> bool:
        return not self.bits and not self.runs

    def dots(self) -> Iterator[Number]:
        """The single numbers, least first."""
        left = self.bits
        while left:
            bit = left & -left
            left ^= bit
            number = self.base + bit.bit_length() - 1
            yield number if self.unit == 1 else exact(Fraction(number, self.unit))

    @property
    def count(self) -> int:
        return self.bits.bit_count()

    @property
    def only(self) -> Number | None:
        """The number, where it is just one."""
        return next(self.dots()) if not self.runs and not self.absent and self.count == 1 else None

    @property
    def hull(self) -> Run:
        """The least stretch around it; it must not be empty."""
        ends = list(self.runs)
        if self.bits:
            least = self.base + (self.bits & -self.bits).bit_length() - 1
            most = self.base + self.bits.bit_length() - 1
            ends.append(Run(exact(Fraction(least, self.unit)), exact(Fraction(most, self.unit))))
        low, high = min(r.low for r in ends), max(r.high for r in ends)
        return Run(low, high, all(r.open_low for r in ends if r.low == low), all(r.open_high for r in ends if r.high == high))

    def holds(self, number: Number) -> bool:
        place = number * self.unit - self.base
        dot = place >= 0 and place == int(place) and bool(self.bits >> int(place) & 1)
        return dot or any(r.holds(number) for r in self.runs)

    # ------------------------------------------------------------ parts of it

    def within(self, stretch: Run) -> Spread:
        """What lies in a stretch (without steps)."""
        runs = [cut for r in self.runs if not (cut := r.within(stretch)).empty]
        bits = self.bits
        if bits and stretch.high != inf:
            last = floor(stretch.high * self.unit)
            last -= stretch.open_high and last == stretch.high * self.unit
            bits = bits & ((1 << (last - self.base + 1)) - 1) if last >= self.base else 0
        if bits and stretch.low != -inf:
            first = ceil(stretch.low * self.unit)
            first += stretch.open_low and first == stretch.low * self.unit
            drop = max(0, first - self.base)
            bits = bits >> drop << drop
        return _made(bits, self.base, self.unit, runs, self.absent)

    def held(self, low: Number | None, high: Number | None) -> Spread:
        """Each number held below a most, then above a least."""
        found = self
        if high is not None and not self.within(Run(high, inf, open_low=True)).empty:
            found = union((self.within(Run(-inf, high)), single(high)))
        if low is not None and not found.within(Run(-inf, low, open_high=True)).empty:
            found = union((found.within(Run(low, inf)), single(low)))
        return found

    @property
    def step(self) -> Number | None:
        """The greatest step in which all its numbers stand apart from 0; None where there is none."""
        if any(not r.step for r in self.runs):
            return None
        found = Fraction(0)
        for number in (*self.dots(), *(x for r in self.runs for x in (r.step, r.at))):
            found = _common(found, Fraction(number))
        return exact(found)

    # ------------------------------------------------------------ arithmetic

    def scaled(self, by: Number) -> Spread:
        if by == 0:
            return evolve(single(0), absent=self.absent)
        runs = []
        for r in self.runs:
            ends = [(e if abs(e) == inf else exact(e * by), o) for e, o in ((r.low, r.open_low), (r.high, r.open_high))]
            if by < 0:
                ends = [(-e if abs(e) == inf else e, o) for e, o in reversed(ends)]
            runs.append(
                Run(
                    ends[0][0], ends[1][0], ends[0][1], ends[1][1], exact(by * r.step if by > 0 else -by * r.step), exact(by * r.at)
                )
            )
        return _joined(dots([x * by for x in self.dots()]), runs, self.absent)

    def plus(self, other: Spread) -> Spread:
        """The sums of a number of each."""
        absent = self.absent or other.absent
        a, b = _alike(self, other)
        few, many = (a, b) if a.count <= b.count else (b, a)
        bits, runs = 0, []
        if few.bits and many.bits:
            if few.count * many.bits.bit_length() > MOST_WORK:
                h, k = evolve(a, runs=()).hull, evolve(b, runs=()).hull
                runs.append(Run(h.low + k.low, h.high + k.high, step=exact(Fraction(1, a.unit)), at=h.low + k.low))
            else:
                left = few.bits
                while left:
                    bit = left & -left
                    left ^= bit
                    bits |= many.bits << bit.bit_length() - 1
        for one, two in ((self, other), (other, self)):
            if one.bits:
                runs += [made for r in two.runs for made in _shifted(r, evolve(one, runs=()))]
        runs += [_sum(r, q) for r in self.runs for q in other.runs]
        return _made(bits, a.base + b.base, a.unit, runs, absent)


NONE = Spread()
EVERY = Spread(runs=(Run(-inf, inf),))


def single(number: Number) -> Spread:
    top, bottom = number.as_integer_ratio()
    return Spread(1, top, bottom)


def dots(numbers: Iterable[Number]) -> Spread:
    """Single numbers."""
    found = list(numbers)
    if not found:
        return NONE
    unit = lcm(*(x.denominator for x in found))
    places = [int(x * unit) for x in found]
    base = min(places)
    if max(places) - base > MOST_DOTS:
        return Spread(runs=(_fitted(Run(min(found), max(found), step=exact(Fraction(1, unit)), at=min(found))),))
    bits = 0
    for place in places:
        bits |= 1 << place - base
    return Spread(bits, base, unit)


def stretch(low: Any, high: Any, *, open_low: bool = False, open_high: bool = False, step: Number = 0, at: Number = 0) -> Spread:
    """The numbers between two ends; in steps from ``at``."""
    run = Run(low, high, open_low or low == -inf, open_high or high == inf, step, at)
    return _joined(NONE, [_fitted(run) if step else run], False)


def of(value: Any, step: Number = 0) -> Spread:
    """An interval, a number or 无 of the interpreter."""
    if value is NOTHING:
        return evolve(NONE, absent=True)
    if isinstance(value, Interval):
        low, high = iv.bounds(value)
        return evolve(stretch(low, high, step=step, at=0), absent=value.absent)
    return single(value)


def union(parts: Iterable[Spread]) -> Spread:
    whole = [p for p in parts if not p.empty or p.absent]
    if len(whole) == 1:
        return whole[0]
    found, runs = NONE, [r for p in whole for r in p.runs]
    for part in whole:
        if part.bits:
            a, b = _alike(found, part) if found.bits else (part, part)
            base = min(a.base, b.base)
            if max(a.base + a.bits.bit_length(), b.base + b.bits.bit_length()) - base > MOST_DOTS:
                both = [evolve(x, runs=()).hull for x in (a, b)]
                low, high = min(r.low for r in both), max(r.high for r in both)
                runs.append(Run(low, high, step=exact(Fraction(1, a.unit)), at=low))
                found = NONE
                continue
            found = Spread(a.bits << a.base - base | b.bits << b.base - base, base, a.unit)
    return _made(found.bits, found.base, found.unit, runs, any(p.absent for p in whole))


def arith(op: str, a: Spread, b: Spread) -> Spread:
    """``a op b``."""
    absent = a.absent or b.absent
    if a.empty or b.empty:
        return evolve(NONE, absent=absent)
    if op == "+":
        return a.plus(b)
    if op == "-":
        return a.plus(b.scaled(-1))
    if not a.runs and not b.runs and a.count * b.count <= _PAIRS and not (op == "/" and b.holds(0)):
        found = [exact(x * y if op == "*" else Fraction(x) / y) for x in a.dots() for y in b.dots()]
        return evolve(dots(found), absent=absent)
    one, other = (b, a) if op == "*" and b.count == 1 and not b.runs else (a, b)
    factor = evolve(other if op == "/" or one is a else one, absent=False)
    scaled, by = (a, b) if op == "/" or factor is b else (b, a)
    if not by.runs and by.count == 1:
        number = next(by.dots())
        if op == "*" or number != 0:
            return evolve(scaled.scaled(number if op == "*" else exact(Fraction(1) / number)), absent=absent)
    try:
        found = iv.arith(op, _interval(a.hull), _interval(b.hull))
    except ZeroDivisionError:
        return evolve(EVERY, absent=absent)
    return evolve(of(found), absent=absent)


def extreme(op: str, items: list[Spread]) -> Spread:
    """The least or the greatest of a number of each."""
    found = items[0]
    for other in items[1:]:
        absent = found.absent or other.absent
        if found.empty or other.empty:
            found = evolve(NONE, absent=absent)
            continue
        h, k = found.hull, other.hull
        if op == "min":
            kept = found.within(Run(-inf, k.high, open_high=k.open_high)), other.within(Run(-inf, h.high, open_high=h.open_high))
        else:
            kept = found.within(Run(k.low, inf, open_low=k.open_low)), other.within(Run(h.low, inf, open_low=h.open_low))
        found = evolve(union(kept), absent=absent)
    return found


def rounded(value: Spread, step: Number, mode: str) -> Spread:
    """Each number rounded to a multiple of a step."""
    made = [dots({iv.round_to(x, step, mode) for x in value.dots()})]
    for run in value.runs:
        low = run.low if run.low == -inf else iv.round_to(run.low if not run.open_low else _beside(run, step, 1), step, mode)
        high = run.high if run.high == inf else iv.round_to(run.high if not run.open_high else _beside(run, step, -1), step, mode)
        made.append(stretch(low, high, step=step, at=0))
    return evolve(union(made), absent=value.absent)


def _beside(run: Run, step: Number, way: int) -> Number:
    """A number so close to an end of a run that none at which rounding turns lies between."""
    half = Fraction(step) / 2
    end, other = (run.low, run.high) if way > 0 else (run.high, run.low)
    turn = (floor(end / half) + 1) * half if way > 0 else (ceil(end / half) - 1) * half
    near = min(turn, other) if way > 0 else max(turn, other)
    return exact(Fraction(end + near) / 2)


def _interval(run: Run) -> Any:
    return iv.interval(run.low, run.high)


# ---------------------------------------------------------------- putting together


def _alike(a: Spread, b: Spread) -> tuple[Spread, Spread]:
    """Both with one unit."""
    unit = lcm(a.unit, b.unit)
    return _in(a, unit), _in(b, unit)


def _in(spread: Spread, unit: int) -> Spread:
    if spread.unit == unit or not spread.bits:
        return evolve(spread, unit=unit, base=0 if not spread.bits else spread.base)
    times = unit // spread.unit
    bits, left = 0, spread.bits
    while left:
        bit = left & -left
        left ^= bit
        bits |= 1 << (bit.bit_length() - 1) * times
    return evolve(spread, bits=bits, base=spread.base * times, unit=unit)


def _common(a: Fraction, b: Fraction) -> Fraction:
    """The greatest number of which both are multiples."""
    return Fraction(gcd(a.numerator * b.denominator, b.numerator * a.denominator), a.denominator * b.denominator)


def _shifted(run: Run, by: Spread) -> list[Run]:
    """A run moved by every one of some single numbers."""
    whole = by.hull
    if run.low == -inf or run.high == inf or by.count > MOST_RUNS:
        step = exact(_common(Fraction(run.step), Fraction(1, by.unit))) if run.step else 0
        low, high = (end if abs(end) == inf else exact(end + more) for end, more in ((run.low, whole.low), (run.high, whole.high)))
        return [Run(low, high, run.open_low, run.open_high, step, exact(run.at + whole.low))]
    return [evolve(run, low=exact(run.low + x), high=exact(run.high + x), at=exact(run.at + x)) for x in by.dots()]


def _sum(a: Run, b: Run) -> Run:
    low = -inf if -inf in (a.low, b.low) else exact(a.low + b.low)
    high = inf if inf in (a.high, b.high) else exact(a.high + b.high)
    if a.step and b.step:
        return Run(low, high, step=exact(_common(Fraction(a.step), Fraction(b.step))), at=exact(a.at + b.at))
    return Run(low, high, a.open_low or b.open_low, a.open_high or b.open_high)


def _joined(single_: Spread, runs: Iterable[Run], absent: bool) -> Spread:
    return _made(single_.bits, single_.base, single_.unit, list(runs), absent)


def _made(bits: int, base: int, unit: int, runs: list[Run], absent: bool) -> Spread:
    """A spread whose runs are apart and hold none of its single numbers, and in which short runs in steps are single numbers."""
    if not runs:
        return Spread(bits, base, unit, (), absent)
    short = [r for r in runs if r.low == r.high or (r.step and r.high - r.low <= MOST_DOTS * r.step)]
    own = Spread(bits, base, unit)
    if short:
        own = union((own, *(_grid(r) for r in short if not r.empty)))
        runs = [r for r in runs if r not in short] + list(own.runs)
    stepped = list(dict.fromkeys(r for r in runs if r.step))
    if len(stepped) > 4:
        stepped = [_hulled(stepped)]
    plain = _merged([r for r in runs if not r.step and not r.empty], own)
    left = _without(own, plain)
    return Spread(left.bits, left.base, left.unit, (*plain, *stepped), absent)


def _grid(run: Run) -> Spread:
    """The members of a short run in steps, or of one that is a single number."""
    if run.low == run.high:
        return single(run.low)
    unit = lcm(run.low.denominator, run.step.denominator)
    apart, more = int(run.step * unit), int(Fraction(run.high - run.low) / run.step)
    if apart * more > MOST_DOTS:
        return Spread(runs=(run,))
    return Spread(((1 << apart * (more + 1)) - 1) // ((1 << apart) - 1), int(run.low * unit), unit)


def _hulled(runs: list[Run]) -> Run:
    step = Fraction(0)
    for r in runs:
        step = _common(_common(step, Fraction(r.step)), Fraction(r.at - runs[0].at))
    return Run(min(r.low for r in runs), max(r.high for r in runs), step=exact(step), at=runs[0].at)


def _merged(runs: list[Run], own: Spread) -> list[Run]:
    """Runs in order, those that touch drawn together; a single number closes an end that is open."""
    if not runs:
        return []
    closed = []
    for r in runs:
        shut_low = r.open_low and r.low != -inf and bool(own.bits) and own.holds(r.low)
        shut_high = r.open_high and r.high != inf and bool(own.bits) and own.holds(r.high)
        closed.append(evolve(r, open_low=r.open_low and not shut_low, open_high=r.open_high and not shut_high))
    closed.sort(key=lambda r: (r.low, r.open_low))
    found = [closed[0]]
    for r in closed[1:]:
        last = found[-1]
        if r.low < last.high or (r.low == last.high and not (r.open_low and last.open_high)):
            shut = last.open_high if last.high > r.high else r.open_high if r.high > last.high else last.open_high and r.open_high
            found[-1] = evolve(last, high=max(last.high, r.high), open_high=shut)
        else:
            found.append(r)
    if len(found) > MOST_RUNS:
        found = [Run(found[0].low, found[-1].high, found[0].open_low, found[-1].open_high)]
    return found


def _without(own: Spread, runs: list[Run]) -> Spread:
    """The single numbers that lie in no run."""
    bits = own.bits
    for r in runs:
        if bits:
            bits &= ~Spread(bits, own.base, own.unit).within(r).bits
    return Spread(bits, own.base, own.unit) if bits else NONE
