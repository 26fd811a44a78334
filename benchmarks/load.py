"""Starting: imports over a bare interpreter, loading the Wenzhou pack, and the whole command. Each in a process of its own."""

from __future__ import annotations

import os
import tempfile

from benchmarks.report import Goal, Row, Table
from benchmarks.runner import FULL, Effort, Timing, inside, processes
from benchmarks.wenzhou import EXAMPLE, ON

IMPORTS = {
    "import policyrules": "import policyrules",
    "from policyrules import evaluate, load": "from policyrules import evaluate, load",
    "import lark": "import lark",
    "import attrs": "import attrs",
    "import cattrs": "import cattrs",
}
LOAD = """
import time
from policyrules import load
start = time.process_time()
load("wenzhou_2021")
print(time.process_time() - start)
"""
COMMAND = ("-m", "policyrules", "evaluate", "wenzhou_2021", str(EXAMPLE), "--subject", "platform", "--on", ON.isoformat())


def measure(effort: Effort = FULL) -> list[Table]:
    rounds = max(effort.rounds // 2, 1)
    with tempfile.TemporaryDirectory() as folder:
        kept = environment(POLICYRULES_CACHE=folder)
        built = environment(POLICYRULES_CACHE="off")
        bare = ("-c", "pass")
        found = processes({"a bare interpreter": bare} | {name: ("-c", code) for name, code in IMPORTS.items()}, rounds, kept)
        loads = inside({"load, from the cache": (LOAD, kept), "load, built anew": (LOAD, built)}, rounds)
        whole = processes({"a bare interpreter": bare, "policyrules evaluate": COMMAND}, rounds, kept)
        whole |= {"policyrules evaluate, built anew": processes({"": COMMAND}, rounds, built)[""]}
    return [imports(found), _loads(loads, whole)]


def environment(**changed: str) -> dict[str, str]:
    """That of this process, with .pyc files written, because imports take twice as long without."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | changed


def imports(found: dict[str, Timing]) -> Table:
    bare = found.pop("a bare interpreter")
    over = {name: timing.best - bare.best for name, timing in found.items()}
    rows = [Row(bare.name, {"seconds": bare.best, "spread": bare.spread}, "the whole process")]
    rows += [Row(name, {"seconds": over[name], "spread": timing.spread}) for name, timing in found.items()]
    asked = list(IMPORTS)[:2]
    goals = tuple(Goal(f"{name}, over a bare interpreter", 0.025, over[name], kind="seconds") for name in asked)
    return Table("imports, over a bare interpreter", tuple(rows), goals)


def _loads(loads: dict[str, Timing], whole: dict[str, Timing]) -> Table:
    rows = [Row(f"{name}, in a fresh process", {"seconds": t.best, "spread": t.spread}) for name, t in loads.items()]
    rows += [Row(f"process: {name}", {"seconds": t.best, "spread": t.spread}) for name, t in whole.items()]
    goals = (
        Goal("load of the Wenzhou pack from the cache", 0.010, loads["load, from the cache"].best, kind="seconds"),
        Goal("the whole process `policyrules evaluate`", 0.150, whole["policyrules evaluate"].best, kind="seconds"),
    )
    return Table("loading the Wenzhou pack, and the whole command", tuple(rows), goals)
