"""A browser without a window for the tests that need one: looked for here and nowhere else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DRIVERS = ("chromedriver", "chromium.chromedriver")
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars"),
)


def missing() -> str:
    """Why no browser can be started; "" where one can. Nothing is ever downloaded for it."""
    if find_spec("selenium") is None:
        return "selenium is not installed: pip install -e '.[browser]'"
    if not _first(PROGRAMS) or not _first(DRIVERS):
        return "no Chromium with its driver was found: apt-get install chromium chromium-driver"
    return ""


def _first(names: tuple[str, ...]) -> str:
    return next((path for name in names if (path := shutil.which(name))), "")


@contextmanager
def browser(profile: Path) -> Iterator[Any]:
    """A driver with a profile of its own, 1400 by 1000 pixels."""
    chrome, service = (import_module(f"selenium.webdriver.chrome.{name}") for name in ("options", "service"))
    options = chrome.Options()
    for flag in (*FLAGS, f"--user-data-dir={profile}", "--window-size=1400,1000"):
        options.add_argument(flag)
    options.binary_location = _first(PROGRAMS)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = import_module("selenium.webdriver").Chrome(options=options, service=service.Service(_first(DRIVERS)))
    try:
        yield driver
    finally:
        driver.quit()
