"""What policyrules costs, beside hand-written equivalents and other engines in the same run.

Compare the ratios: absolute times depend on the machine. Every comparison first checks that both sides give the same.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import check, command, growth, load, peers, report, single, tables
from benchmarks.runner import FULL, TINY, Effort

SUITES: dict[str, Callable[[Effort], list[report.Table]]] = {
    "single": single.measure,
    "load": load.measure,
    "tables": tables.measure,
    "command": command.measure,
    "growth": growth.measure,
    "peers": peers.measure,
    "check": check.measure,
}
PAGE = Path(__file__).parents[1] / "docs" / "explanation" / "speed.md"
START, END = "<!-- made by python -m benchmarks --write -->", "<!-- end -->"


def write(page: Path, block: str) -> None:
    """Puts the tables between the two marks of a page."""
    before, _, rest = page.read_text("utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{page.name} lacks {START} or {END}")
    page.write_text(f"{before}{START}\n\n{block}\n\n{END}{after}", "utf-8")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("suite", nargs="?", choices=tuple(SUITES), help="only this one; without it, all of them")
    parser.add_argument("--json", action="store_true", help="all figures for a program, times in seconds")
    parser.add_argument("--write", action="store_true", help=f"put the tables into {PAGE.name}")
    parser.add_argument("--tiny", action="store_true", help="a run that shows whether all works; its figures mean nothing")
    asked = parser.parse_args(arguments)
    found = {}
    for name in (asked.suite,) if asked.suite else SUITES:
        start = time.perf_counter()
        found[name] = SUITES[name](TINY if asked.tiny else FULL)
        print(f"{name}: measured in {time.perf_counter() - start:,.0f} s", file=sys.stderr)
    if asked.write:
        write(PAGE, report.markdown(found))
    print(json.dumps(report.to_dict(found), indent=2, ensure_ascii=False) if asked.json else report.text(found))


if __name__ == "__main__":
    main()
