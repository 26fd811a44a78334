"""The documentation pages of problems, to read at a prompt or by a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policyrules.cli.words import Lang, say
from policyrules.diagnostics.catalogue import Exhibit, Page
from policyrules.text.width import pad, width, wrap

COLUMNS = 88
_PASSES = "PNCQALTFD"


def page_text(page: Page, lang: Lang) -> str:
    """One page: what the problem is, why, what makes it and what to write instead."""
    lines = [f"{page.code}  {page.name}  {say(page.severity, lang)}", "=" * COLUMNS, *wrap(page.summary(lang), COLUMNS)]
    lines += ["", say("why", lang), *wrap(page.why(lang), COLUMNS, "    ")]
    lines += ["", say("wrong", lang), *_exhibits(page.example, page.instead, lang)]
    lines += ["", say("right", lang), *_exhibits(page.instead, page.example, lang)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _exhibits(shown: Sequence[Exhibit], others: Sequence[Exhibit], lang: Lang) -> list[str]:
    """The files of an example, with “>” before the lines that the other does not have. A lone file of rules needs no name."""
    lines: list[str] = []
    bare = len(shown) == 1 and shown[0].name == "rules.policy" and not shown[0].note
    for exhibit in shown:
        if not bare:
            lines.append(f"    {_name(exhibit, lang)}")
        same = {line for o in others if o.name == exhibit.name for line in o.text.splitlines()}
        lines += [f"    {'|' if line in same else '>'} {line}" for line in exhibit.text.splitlines()]
    return lines


def _name(exhibit: Exhibit, lang: Lang) -> str:
    if exhibit.name == "command":
        return say("shell", lang)
    note = say(f"note_{exhibit.note}", lang) if exhibit.note in ("gbk", "missing") else exhibit.note
    if not note:
        return exhibit.name
    return f"{exhibit.name}（{note}）" if lang == "zh" else f"{exhibit.name} ({note})"


def listing(pages: Sequence[Page], lang: Lang) -> str:
    """All problems with their summaries, by the pass that finds them."""
    lines = wrap(say("list_title", lang, n=len(pages)), COLUMNS)
    letters = sorted({p.code[0] for p in pages}, key=lambda c: (_PASSES.find(c) % 100, c))
    lead = max(width(p.name) for p in pages)
    for letter in letters:
        lines += ["", say(f"pass_{letter}", lang) if letter in _PASSES else letter]
        for page in pages:
            if page.code[0] == letter:
                lines += wrap(page.summary(lang).rstrip("。."), COLUMNS, f"  {page.code}  {pad(page.name, lead)}  ")
    return "\n".join(lines) + "\n"


def to_dict(page: Page, lang: Lang, whole: bool = True) -> dict[str, Any]:
    """A page for a program; without ``whole`` as the list has it."""
    form: dict[str, Any] = {"code": page.code, "name": page.name, "severity": page.severity, "summary": page.summary(lang)}
    if whole:
        form["why"] = page.why(lang)
        for key, shown in (("example", page.example), ("instead", page.instead)):
            form[key] = [{"file": e.name, "note": e.note, "text": e.text} for e in shown]
    return form
