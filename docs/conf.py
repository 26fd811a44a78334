"""Sphinx: the pages are Markdown, and the page of problem codes is made from the catalogue."""

import sys
from importlib import import_module
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "src")]

project = "policyrules"
author = "The policyrules authors"
copyright = "The policyrules authors"
release = import_module("policyrules").__version__
extensions = ["myst_parser", "policydocs"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"policyrules {release}"
