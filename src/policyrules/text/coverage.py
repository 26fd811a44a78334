"""The coverage of a text by rules, to read: what is counted, and every sentence that something is still to be said of."""

from __future__ import annotations

from collections.abc import Iterator

from policyrules.language.languages import Lang
from policyrules.result.coverage import STATES, Coverage, Sentence, State, share
from policyrules.source import Source
from policyrules.text.width import pad, width, wrap

COLUMNS = 100
SHOWN = 60
"""The most characters of a sentence that is only pointed to."""
Row = tuple[str, str, list[tuple[int, str] | None]]
"""A state, its name, and for sentences, tokens and characters how many and which share of all; None where it has no such state."""
NAMES: dict[State, tuple[str, str]] = {
    "encoded": ("已编入", "encoded"),
    "partly": ("部分编入", "partly encoded"),
    "narrative": ("叙述", "narrative"),
    "deferred": ("暂不编入", "deferred"),
    "uncovered": ("未编入", "uncovered"),
    "untouched": ("未提及", "untouched"),
    "heading": ("标题", "heading"),
}
MEANINGS: dict[State, tuple[str, str]] = {
    "encoded": ("规范词都在规则引用的字句（有底色）里", "rules quote (shaded) every normative token"),
    "partly": ("规则只引用了一部分", "rules quote a part of it"),
    "narrative": ("规则包写明不含要求", "declared to ask for nothing"),
    "deferred": ("规则包写明暂不编入，有理由", "declared to be left out, with a reason"),
    "uncovered": ("有规范词，规则没有引用，也没有说明", "normative tokens that nothing is said of"),
    "untouched": ("没有规范词，也没有引用或说明", "no normative token, and nothing is said of it"),
    "heading": ("标题、落款、表头，没有规范词", "a heading or the like, without normative token"),
}
_WORDS: dict[str, tuple[str, str]] = {
    "sentences": ("句", "sentences"),
    "normative": ("规范词", "tokens"),
    "letters": ("字", "characters"),
    "all": ("合计", "all"),
    "rest": ("其余", "rest"),
    "uncovered": ("没有编入、也没有说明的规范词，共 {n} 个：", "normative tokens that nothing is said of: {n}"),
    "none": ("规范词都已编入或者写明。", "Every normative token is encoded or declared."),
    "untouched": ("没有规范词，也没有提到的句子，共 {n} 句：", "sentences without normative token that nothing is said of: {n}"),
    "deferred": ("暂不编入的，共 {n} 句（含部分编入的）：", "deferred, in whole or part: {n}"),
}


def name(state: State, lang: Lang) -> str:
    """What a state is called."""
    return NAMES[state][lang == "en"]


def one_line(sentence: Sentence, most: int | None = None) -> str:
    """A sentence without the line breaks in it."""
    text = " ".join(sentence.text.split())
    return text if most is None or len(text) <= most else text[: most - 1] + "…"


def report(coverage: Coverage, lang: Lang) -> str:
    """The whole."""
    lines = [*wrap(coverage.title or coverage.name, COLUMNS), "", *_table(coverage, lang)]
    by_path = {source.path: source for source in coverage.texts}
    lines += ["", *_uncovered(coverage, by_path, lang)]
    for state in ("deferred", "untouched"):
        found = [x for x in coverage.sentences if x.state == state or (state == "deferred" and x.reasons)]
        if found:
            lines += ["", _say(state, lang, n=len(found))]
            lines += [line for x in found for line in _shown(x, by_path[x.source])]
    return "\n".join(lines) + "\n"


def counted(coverage: Coverage, lang: Lang) -> list[Row]:
    """A row a state, and one for all."""
    columns = list(coverage.totals().values())
    rows: list[Row] = []
    for state in (*STATES, "rest"):
        cells = [(c[state], share(c[state], c.values())) if state in c else None for c in columns]
        rows.append((state, name(state, lang) if state in NAMES else _say(state, lang), cells))
    return [*rows, ("all", _say("all", lang), [(sum(c.values()), "") for c in columns])]


def _table(coverage: Coverage, lang: Lang) -> Iterator[str]:
    head = [_say(key, lang) for key in ("sentences", "normative", "letters")]
    rows = counted(coverage, lang)
    lead = max(width(label) for _, label, _ in rows) + 2
    yield " " * (lead + 2) + "".join(pad(h, 16, right=True) for h in head)
    for _, label, cells in rows:
        said = ("" if cell is None else f"{cell[0]} {cell[1]:>6}" for cell in cells)
        yield f"  {pad(label, lead)}{''.join(pad(x, 16, right=True) for x in said)}".rstrip()


def _uncovered(coverage: Coverage, texts: dict[str, Source], lang: Lang) -> Iterator[str]:
    if not coverage.uncovered:
        yield _say("none", lang)
        return
    yield _say("uncovered", lang, n=coverage.uncovered)
    comma = "、" if lang == "zh" else ", "
    for x in coverage.sentences:
        if left := [t.text for t in x.tokens if t.state == "uncovered"]:
            yield from _shown(x, texts[x.source], most=None)
            yield from wrap(comma.join("".join(t.split()) for t in left), COLUMNS, "      → ")


def _shown(x: Sentence, source: Source, most: int | None = SHOWN) -> Iterator[str]:
    yield from wrap(one_line(x, most), COLUMNS, f"  {x.source}:{source.position(x.start)[0]}  ", "      ")
    for reason in x.reasons:
        yield from wrap(reason, COLUMNS, "      — ")


def _say(key: str, lang: Lang, **facts: object) -> str:
    return _WORDS[key][lang == "en"].format(**facts)
