"""`python -m benchmarks [check] [--json]`: how long a cold run and a warm evaluation take, beside the hand-written function; with
`check`, how long checking takes, of small packs and of large ones.

Times are medians of several rounds in one process (of several processes for the cold run; of lists, the least of a few). Compare
the ratios: absolute times depend on the machine. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import policyrules
from benchmarks import check, lists
from benchmarks.handwritten import score
from policyrules.evaluation.files import read_file

EXAMPLE = Path(__file__).parents[1] / "examples" / "platform.toml"
ON = date(2022, 12, 31)


def warm(call: Callable[[], object], rounds: int = 15, seconds: float = 0.05) -> float:
    """Median time of one call, in microseconds, over rounds of about ``seconds`` each."""
    start = time.perf_counter()
    call()
    once = max(time.perf_counter() - start, 1e-7)
    times = max(1, int(seconds / once))
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(times):
            call()
        found.append((time.perf_counter() - start) / times)
    return statistics.median(found) * 1e6


def cold(*arguments: str, rounds: int = 7) -> float:
    """Median wall time of a whole Python process, in microseconds."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - start)
    return statistics.median(found) * 1e6


def plain(facts: dict[str, Any]) -> dict[str, Any]:
    """The example's facts as the hand-written function wants them."""
    bare = {k: v["value"] if isinstance(v, dict) else v for k, v in facts.items()}
    return {k: float(v) if isinstance(v, int | float | Decimal) and not isinstance(v, bool) else v for k, v in bare.items()}


def measure() -> dict[str, float]:
    """Every figure in microseconds, by name."""
    policy = policyrules.load("wenzhou_2021")
    facts = dict(read_file(EXAMPLE).sure)
    bare = plain(facts)
    result = policy.evaluate(facts, subject="platform", on=ON)
    card = result.scores["platform_score"]
    total, grade, parts = score(bare)
    if (float(card.total or 0), card.grade) != (total, grade) or any(float(card[k].points.low) != v for k, v in parts.items()):
        raise SystemExit("the hand-written function and the engine do not agree")
    holes = {k: v for n, (k, v) in enumerate(bare.items()) if n % 10}
    return {
        "hand-written function (floats, explains nothing)": warm(lambda: score(bare)),
        "evaluate, every fact given": warm(lambda: policy.evaluate(bare, subject="platform", on=ON)),
        "evaluate and read every reason": warm(
            lambda: [p.reason for p in policy.evaluate(bare, subject="platform", on=ON).scores["platform_score"].root.walk()]
        ),
        "evaluate, a tenth of the facts missing": warm(lambda: policy.evaluate(holes, subject="platform", on=ON)),
        "evaluate, no fact given": warm(lambda: policy.evaluate({}, subject="platform", on=ON)),
        "evaluate, no fact given, and say which bounds are tight": warm(
            lambda: [p.points.tight for p in policy.evaluate({}, subject="platform", on=ON).scores["platform_score"].root.walk()]
        ),
        "dict form with every sentence": warm(lambda: result.to_dict("zh")),
        "text breakdown": warm(lambda: result.explain("zh")),
        "process: bare interpreter": cold("-c", "pass"),
        "process: import policyrules": cold("-c", "import policyrules"),
        "process: policyrules evaluate": cold(
            *("-m", "policyrules", "evaluate", "wenzhou_2021", str(EXAMPLE), "--subject", "platform", "--on", ON.isoformat())
        ),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("check",), help="only how long checking takes")
    parser.add_argument("--json", action="store_true", help="figures for a machine, in microseconds")
    asked = parser.parse_args()
    if asked.what == "check":
        rows, beside = check.measure(), "× each rule"
    else:
        figures = measure()
        first = next(iter(figures.values()))
        rows = {name: (value, 0 if name.startswith("process") else value / first) for name, value in figures.items()}
        rows |= lists.measure()
        beside = "× hand-written"
    if asked.json:
        print(json.dumps({name: value for name, (value, _) in rows.items()}, indent=2))
        return
    print(f"{'what':<60}{'time':>12}{beside:>16}")
    for name, (value, ratio) in rows.items():
        shown = f"{value:,.1f} µs" if value < 1000 else f"{value / 1000:,.1f} ms"
        print(f"{name:<60}{shown:>12}{f'{ratio:,.1f}' if ratio else '':>16}")


if __name__ == "__main__":
    main()
