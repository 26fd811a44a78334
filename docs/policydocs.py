"""Sphinx extension: colours for policies, and the page of problem codes from the docstrings of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policyrules.diagnostics.catalogue import Exhibit, Page, catalogue, page
from policyrules.language.vocabulary import WORDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PASSES = {
    "D": "Packs on disk",
    "P": "Parsing",
    "N": "Names",
    "C": "Meaning",
    "A": "Proofs",
    "Q": "Quotes",
    "L": "Warnings",
    "T": "Cases",
    "F": "Facts",
}
"""Letters of the codes, in the order in which a pack and its facts meet them."""


def problems() -> str:
    """The catalogue as Markdown, one section a pass."""
    parts = []
    for letter, title in PASSES.items():
        parts.append(f"## {title} ({letter})\n")
        parts += [_entry(page(kind)) for code, kind in catalogue().items() if code[0] == letter]
    return "\n".join(parts)


def _entry(known: Page) -> str:
    severity = "" if known.severity == "error" else f" ({known.severity})"
    lines = [f"({known.code.lower()})=\n### {known.code} {known.name}{severity}\n"]
    lines += [f"{known.summary(lang)}\n\n{known.why(lang)}\n" for lang in ("en", "zh")]
    for label, files in (("Example", known.example), ("Instead", known.instead)):
        lines.append(f"{label}:\n")
        lines += [_exhibit(file) for file in files]
    return "\n".join(lines)


def _exhibit(file: Exhibit) -> str:
    note = f", {file.note}" if file.note else ""
    rows = [row if len(row) <= 120 else f"{row[:119]}…" for row in file.text.splitlines()]
    shown = "\n".join(rows if len(rows) <= 30 else [*rows[:30], "…"])
    language = "policy" if file.name.endswith(".policy") else "text"
    return f"`{file.name}`{note}\n\n````{language}\n{shown}\n````\n"


def _fill(app: Sphinx, name: str, source: list[str]) -> None:
    if name == "reference/problems":
        source[0] += "\n" + problems()


def setup(app: Sphinx) -> dict[str, Any]:
    from pygments.lexer import RegexLexer, words
    from pygments.lexers.special import TextLexer
    from pygments.token import Comment, Keyword, Number, String, Text, Whitespace

    keywords = sorted({w.zh for w in WORDS} | {w.en for w in WORDS if w.en != "'s"}, key=len, reverse=True)

    class PolicyLexer(RegexLexer):
        """Keywords, texts, numbers and comments of a policy."""

        name = "policy"
        tokens = {  # noqa: RUF012
            "root": [
                (r"#[^\n]*", Comment),
                (r"“[^\n”]*”(?:[^\n“]*”)?|《[^》\n]*》", String),
                (words(keywords, prefix=r"(?<!\w)", suffix=r"(?!\w)"), Keyword),
                (r"\d+(?:\.\d+)?%?", Number),
                (r"\s+", Whitespace),
                (r"\w+|.", Text),
            ]
        }

    app.add_lexer("policy", PolicyLexer)
    app.add_lexer("policy-bad", PolicyLexer)
    app.add_lexer("results", TextLexer)
    app.connect("source-read", _fill)
    return {"parallel_read_safe": True, "version": "1"}
