"""Timing: cases in turn, in one process, with what a call costs at best and in the middle, and how much it varied.

Cases of one comparison take turns, so that whatever else the machine does falls on all of them. Time is that of the processor,
which does not run on while other programs have it, of whole processes too. The collector of garbage is off while a case runs and
clears up between two, as `timeit` has it.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from attrs import field, frozen

CLOCK = time.process_time if time.get_clock_info("process_time").resolution < 1e-6 else time.perf_counter


@frozen
class Case:
    """Something to time: ``call`` with each of ``records`` in turn. The time is that of one call."""

    name: str
    call: Callable[[Any], object]
    records: Sequence[Any] = (None,)


@frozen
class Timing:
    """Seconds of one call, as found in several rounds."""

    name: str
    rounds: tuple[float, ...] = field(repr=False)

    @property
    def best(self) -> float:
        """The least: what the call costs when nothing else runs. Ratios are of these."""
        return min(self.rounds)

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def spread(self) -> float:
        """The middle half of the rounds, as a share of the median."""
        if len(self.rounds) < 2:
            return 0.0
        low, _, high = statistics.quantiles(self.rounds, n=4)
        return (high - low) / self.median


@frozen
class Effort:
    """How long to measure: rounds, and seconds of one case in one round."""

    rounds: int = 15
    seconds: float = 0.02

    @property
    def tiny(self) -> bool:
        """Whether it is only to be seen that all works."""
        return self.rounds <= TINY.rounds


FULL, TINY = Effort(), Effort(2, 0.0)


def timed(cases: Sequence[Case], effort: Effort = FULL) -> dict[str, Timing]:
    """The cases by name, each warmed up, then timed in turns."""
    gc.collect()
    gc.freeze()  # what is there already is nothing to clear up between two
    try:
        return _timed(cases, effort)
    finally:
        gc.unfreeze()


def _timed(cases: Sequence[Case], effort: Effort) -> dict[str, Timing]:
    times = [_times(case, effort.seconds) for case in cases]
    found: list[list[float]] = [[] for _ in cases]
    order = list(range(len(cases)))
    for _ in range(effort.rounds):
        for n in order:
            found[n].append(_batch(cases[n], times[n]))
        order.append(order.pop(0))  # no case always follows the same one
    return {case.name: Timing(case.name, tuple(rounds)) for case, rounds in zip(cases, found, strict=True)}


def _times(case: Case, seconds: float) -> int:
    """How often to go through the records, so that a batch takes about so long; finding out warms the case up."""
    once = _batch(case, 1) * len(case.records)
    if once < seconds:
        once = _batch(case, 1) * len(case.records)
    return max(1, int(seconds / max(once, 1e-7)))


def _batch(case: Case, times: int) -> float:
    """Seconds of one call, over so many times through the records."""
    call, records = case.call, case.records
    gc.collect()
    gc.disable()
    try:
        start = CLOCK()
        for _ in range(times):
            for record in records:
                call(record)
        return (CLOCK() - start) / (times * len(records))
    finally:
        gc.enable()


def processes(commands: Mapping[str, Sequence[str]], rounds: int, env: Mapping[str, str]) -> dict[str, Timing]:
    """Whole Python processes, in turns: how long each took, after one run that is not counted (it fills every cache)."""

    def run(arguments: Sequence[str]) -> float:
        start = _children()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=env)
        return _children() - start

    return _in_turns({name: partial(run, arguments) for name, arguments in commands.items()}, rounds)


def inside(programs: Mapping[str, tuple[str, Mapping[str, str]]], rounds: int) -> dict[str, Timing]:
    """Programs that print how long something in them took, each in a fresh process, in turns, with an environment."""

    def run(code: str, env: Mapping[str, str]) -> float:
        return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=env).stdout)

    return _in_turns({name: partial(run, *program) for name, program in programs.items()}, rounds)


def _children() -> float:
    """What processes started from here, and ended, have used of the processor; where that is not told, the clock."""
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _in_turns(runs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Timing]:
    for run in runs.values():
        run()
    found = [{name: run() for name, run in runs.items()} for _ in range(rounds)]
    return {name: Timing(name, tuple(each[name] for each in found)) for name in runs}
