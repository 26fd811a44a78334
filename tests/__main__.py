"""Every check of the project, one after the other: ``python tests``. The package is the installed one.

All of them run even when one fails, so that everything is seen at once; the exit code is then 1. Tests are spread over all cores.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SPREAD = ("-n", "auto", "--dist", "worksteal") if find_spec("xdist") else ()
"""Over all cores, where that can be done: some tests take seconds, most of them none, so what is left over is taken from others."""
CHECKS = (
    ("-m", "ruff", "check", "."),
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "mypy"),
    (str(Path(sysconfig.get_path("scripts"), "lint-imports")),),
    ("-m", "pytest", *SPREAD),
)


def main() -> int:
    """Run them; 0 when all of them pass."""
    failed = []
    for check in CHECKS:
        shown = " ".join(Path(word).name if word.startswith("/") else word for word in check if word != "-m")
        print(f"\n$ {shown}", flush=True)
        command = [sys.executable, *check] if check[0] == "-m" else list(check)
        if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
            failed.append(shown)
    print(f"\nfailed: {', '.join(failed)}" if failed else "\nall checks passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
