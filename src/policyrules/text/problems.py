"""Problems as people read them: place, the line itself, a mark under the place, and how to mend it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from policyrules.diagnostics.base import Lang, Problem
from policyrules.source import Span
from policyrules.text.width import ambiguous, char_width, cut, width, wrap

COLUMNS = 100
_SEVERITIES = {"error": ("错误", "error", "31"), "warning": ("提醒", "warning", "33")}


def render(problem: Problem, lang: Lang, colour: bool = False) -> str:
    """One problem for a terminal, without a final line end. ``colour`` adds ANSI colours."""
    paint = _paint if colour else _plain
    zh, en, shade = _SEVERITIES[problem.severity]
    word, colon, mend = (zh, "：", "改法：") if lang == "zh" else (en, ": ", "hint: ")
    message = printable(problem.message(lang)).replace("\n", "\n  ")
    place = _place(problem.span) if problem.span else problem.where
    head = f"{place}: " if place and (problem.span or place not in message) else ""
    lines = [f"{paint(head, '1')}{paint(f'{word}[{problem.code}]', f'1;{shade}')}{colon}{message}"]
    if problem.span:
        lines += _snippet(problem.span, lambda s: paint(s, f"1;{shade}"))
        if problem.where and problem.where not in message:
            lines.append(f"  {'位置：' if lang == 'zh' else 'at: '}{problem.where}")
    for label in problem.labels:
        lines.append(f"  {_place(label.span)}: {printable(label.text(lang))}")
        lines += _snippet(label.span, lambda s: paint(s, "1;34"))
    if problem.witness:
        lines += wrap(printable(problem.witness.text(lang)), COLUMNS, "  ")
    if hint := printable(problem.hint(lang)):
        lines.append(f"  {paint(mend, '1;32')}" + hint.replace("\n", "\n    "))
    return "\n".join(lines)


def summary(problems: Iterable[Problem], lang: Lang) -> str:
    """“共 2 处错误、1 处提醒”."""
    found = [p.severity for p in problems]
    errors, warnings = found.count("error"), found.count("warning")
    if not found:
        return "没有发现问题" if lang == "zh" else "no problems found"
    if lang == "zh":
        return "共 " + "、".join(f"{n} 处{word}" for n, word in ((errors, "错误"), (warnings, "提醒")) if n)
    return ", ".join(f"{n} {word}{'s' * (n > 1)}" for n, word in ((errors, "error"), (warnings, "warning")) if n)


def printable(text: str) -> str:
    """The text with characters that would disturb a terminal replaced by “?”; line ends and tabs stay."""
    if text.isprintable():
        return text
    return "".join("?" if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") and c not in "\n\t" else c for c in text)


def _place(span: Span) -> str:
    line, column = span.source.position(span.start)
    return f"{span.source.path}:{line}:{column}"


def _plain(text: str, code: str) -> str:
    return text


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if text else text


def _snippet(span: Span, paint: Callable[[str], str]) -> list[str]:
    """The line the span begins on and a mark under it; a long line is cut around the place."""
    number, column = span.source.position(span.start)
    line = span.source.line(number)
    at = min(column - 1, len(line))
    before = _left(line, at)
    room = COLUMNS - width(before)
    place = cut(_visible(line[at : min(at + max(span.end - span.start, 1), at + room)]), room)
    done = at + len(place)
    after = cut(_visible(line[done : done + room]), room - width(place))
    gutter = f"{number:>5} | "
    tail = "..." if done + len(after) < len(line) else ""
    # An ambiguous character counts one here: better a mark too short than one that reaches under the next word.
    length = sum(1 if ambiguous(c) else char_width(c) for c in place)
    under = "".join(map(_blank, before)) + paint("^" * max(length, 1))
    return [(gutter + before + place + after + tail).rstrip(), " " * (len(gutter) - 2) + "| " + under]


def _left(line: str, at: int) -> str:
    """What is shown left of a place: all of it, or its end behind dots when the whole line is too long."""
    if len(line) <= COLUMNS and width(line) <= COLUMNS:
        return _visible(line[:at])
    room, start = COLUMNS // 2, at
    while start > 0 and room > 0:
        start -= 1
        room -= char_width(line[start])
    return ("..." if start else "") + _visible(line[start:at])


def _visible(text: str) -> str:
    return printable(text).replace("\n", " ")


def _blank(char: str) -> str:
    """What takes the room of a character in the line of marks, whatever the terminal's font.

    A tab is a tab and a wide character a wide space. A character of ambiguous width (“”—) is two columns in one terminal and one in
    another: under it stands a dot, which is ambiguous in the same way, so that the mark stays right in both.
    """
    if char == "\t":
        return char
    if ambiguous(char):
        return "·"
    return "　" if char_width(char) == 2 else " " * char_width(char)
