"""Policy files made from the grammar itself, whatever it can say, laid out as nobody would; what `fmt` has to keep of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from random import Random

from lark.grammar import Rule

from policyrules.diagnostics.base import Problem
from policyrules.formatting import formatted
from policyrules.grammar.loader import parser
from policyrules.language.vocabulary import ASSUMPTION_KINDS, COMPARATORS, MODALITIES, WORDS, Side, word
from policyrules.passes.parse import parse
from policyrules.source import Source

NAMES = (
    "面积",
    "甲",
    "乙",
    "社区社会组织",
    "x",
    "a1",
    "platform",
    "分",
    "平方米",
    "人",
    "𠮷",
    "数",
    "组织的",
    "3A级",
    "满意 度",
    "m2",
    "年底",
)
STRINGS = ("甲", "面积一般不少于300平方米", "见“附件”第二条", "甲……乙", "x.toml", "一二三四五六七八九十" * 5)
SPELT: dict[str, Sequence[str]] = {
    "NUMBER": ("0", "1", "5", "0.5", "30%", "300", "2021"),
    "CODE": ("3A", "3A级", "12B"),
    "DAY": ("2021-12-31", "2022-01-01", "2021年9月29日", "2022 年底", "2023年底"),
    "TITLE": ("《办法》", "《基金会名称管理规定》"),
    "_DASH": ("—", "～"),
}
DEEPEST, WIDEST, LONGEST = 40, 40, 1500
"""How many rules deep, words in a line and words in all a text may be before the shortest ways are taken."""

# ---------------------------------------------------------------- from the grammar to a text


@cache
def rules(side: Side) -> dict[str, list[Rule]]:
    """The ways to write everything the grammar names, in the order it has them."""
    found: dict[str, list[Rule]] = {}
    for rule in parser(side).rules:
        found.setdefault(rule.origin.name, []).append(rule)
    return found


@cache
def heights(side: Side) -> dict[str, int]:
    """How many rules deep the shortest text of everything is."""
    found: dict[str, int] = {}
    for _ in range(len(rules(side))):
        for name, ways in rules(side).items():
            for way in ways:
                inner = [0 if symbol.is_term else found.get(symbol.name, -1) for symbol in way.expansion]
                if -1 not in inner:
                    found[name] = min(found.get(name, 1_000), 1 + max(inner, default=0))
    return found


@cache
def keywords(side: Side) -> dict[str, Sequence[str]]:
    """How terminals that are words are spelt."""
    named: dict[str, Sequence[str]] = {f"_{w.id}": (w.spelt(side),) for w in WORDS}
    named["INFIX"] = [w.spelt(side) for w in COMPARATORS if not w.postfix] + ["≥", "≤", "≠", ">"]
    named["POSTFIX"] = [w.spelt(side) for w in COMPARATORS if w.postfix]
    named["MODALITY"] = [w.spelt(side) for w in MODALITIES]
    named["KIND"] = [word(kind).spelt(side) for kind in ASSUMPTION_KINDS]
    signs = {"ASSIGN": "=", "LESS": "<", "COMMA": "，", "COLON": "：", "DUN": "、", "LPAR": "（", "RPAR": "）", "LSQB": "［"}
    signs |= {"RSQB": "］", "PLUS": "+", "MINUS": "-", "STAR": "*", "SLASH": "/"}
    return named | {f"_{name}": (sign,) for name, sign in signs.items()} | SPELT


class Deriver:
    """Makes one text by choosing among the ways the grammar has, the shortest where the text grows too deep or long."""

    def __init__(self, random: Random, side: Side) -> None:
        self.random, self.side = random, side
        self.pieces: list[str] = []
        self.margins = [0]
        self.words = 0
        """How many there are in this line."""

    def text(self) -> str:
        self.derive("start", 0)
        return "".join(self.pieces).strip(" \n") + "\n"

    def derive(self, name: str, depth: int) -> None:
        ways = rules(self.side)[name]
        if depth > DEEPEST or self.words > WIDEST or len(self.pieces) > LONGEST:
            least = min(map(self.height, ways))
            ways = [way for way in ways if self.height(way) == least]
        for symbol in self.random.choice(ways).expansion:
            if symbol.is_term:
                self.say(symbol.name)
            else:
                self.derive(symbol.name, depth + 1)

    def height(self, way: Rule) -> int:
        return max((heights(self.side)[x.name] for x in way.expansion if not x.is_term), default=0)

    def say(self, terminal: str) -> None:
        match terminal:
            case "_NL":
                self.words = 0
            case "_INDENT":
                self.margins.append(self.margins[-1] + self.random.choice((1, 2, 4, 4, 4, 7)))
            case "_DEDENT":
                self.margins.pop()
            case _:
                self.pieces.append(self.lead() + self.spelling(terminal))
                self.words += 1

    def lead(self) -> str:
        return self.random.choice((" ", " ", " ", " ", "  ", "\u3000")) if self.words else "\n" + " " * self.margins[-1]

    def spelling(self, terminal: str) -> str:
        random = self.random
        if terminal == "STRING":
            return f"“{random.choice(STRINGS)}”"
        if terminal not in ("NAME", "QUOTED"):
            return random.choice(keywords(self.side)[terminal])
        spelt = random.choice(NAMES) if random.random() < 0.95 else random.choice(WORDS).spelt(random.choice(("zh", "en")))
        return f"「{spelt}」" if terminal == "QUOTED" or re.search(r"\s|的|^\d|^年底|^[A-Za-z0-9_]+\d$", spelt) else spelt


def derived(random: Random) -> str:
    """A file of whatever the grammar can say, in either vocabulary, with comments and blank lines."""
    side: Side = random.choice(("zh", "zh", "en"))
    return remarked(random, Deriver(random, side).text())


def remarked(random: Random, text: str) -> str:
    """A text with comments and blank lines put in, above lines, behind them, and at the end."""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        while random.random() < 0.1:
            lines.append(random.choice(("", f"{' ' * random.choice((0, 2, 4, 4, 8, 9))}# 注{number}")))
        lines.append(f"{line}{random.choice(('', ' ', '    '))}# 后{number}" if line.strip() and random.random() < 0.1 else line)
    return "\n".join(lines)


# ---------------------------------------------------------------- what has to hold


def comments(text: str) -> list[str]:
    return re.findall(r"#[^\n]*", text)


def kept(text: str) -> tuple[Problem, ...]:
    """Problems with a file; where it has none, all that `fmt` has to keep is kept."""
    read = parse(Source("rules.policy", text))
    if read.value is None or read.problems:
        return read.problems
    own: Side = read.value.vocabulary
    other: Side = "en" if own == "zh" else "zh"
    canonical = formatted(Source("rules.policy", text)).sure
    assert parse(Source("rules.policy", canonical)).sure == read.value, "another tree"
    assert formatted(Source("rules.policy", canonical)).sure == canonical, "fmt changes what it made"
    assert sorted(comments(canonical)) == sorted(comments(text)), "comments"
    there = formatted(Source("rules.policy", canonical), other).sure
    assert parse(Source("rules.policy", there)).sure == read.value, f"another tree in {other}"
    assert formatted(Source("rules.policy", there)).sure == there, f"fmt changes what it made in {other}"
    assert formatted(Source("rules.policy", there), own).sure == canonical, f"not the same after {other}"
    assert sorted(comments(there)) == sorted(comments(text)), f"comments in {other}"
    return ()
