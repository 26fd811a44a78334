"""The coverage of a text as one page of HTML that needs nothing else: the document as people know it, each sentence marked by its
state, the rules beside it, and ways to go from one to the other with a pointer, with keys, and without a script."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from policyrules.language.languages import Lang
from policyrules.result.coverage import Coverage, Quoted, Sentence, Stated
from policyrules.text.coverage import MEANINGS, counted, name, one_line
from policyrules.text.coverage_page.blocks import Block, Cell, Paragraph, Table, blocks
from policyrules.text.coverage_page.words import say

_MARKUP = re.compile(r"\*\*|</?[a-zA-Z][^<>]*>|<!--[^<>]*-->|^[#>\s]+|\\(?=[#*|])")
_BREAK = re.compile(r"\s*\n\s*")
_SHORT = 12
"""The most characters of a cell that is kept on one line."""


def page(coverage: Coverage, lang: Lang) -> str:
    """The page whole."""
    return "\n".join(_Page(coverage, lang).lines()) + "\n"


class _Page:
    def __init__(self, coverage: Coverage, lang: Lang) -> None:
        self.coverage, self.lang = coverage, lang
        self.stop = "；" if lang == "zh" else "; "
        self.numbers = {id(x): n for n, x in enumerate(coverage.sentences, 1)}
        self.rules = {rule.number: rule for rule in coverage.rules}
        self.starts = {s.path: [x.start for x in coverage.sentences if x.source == s.path] for s in coverage.texts}
        self.first = {x.source: n for n, x in reversed([*enumerate(coverage.sentences, 1)])}
        self.left = [x for x in coverage.sentences if any(t.state == "uncovered" for t in x.tokens)]
        self.reasons = [x for x in coverage.sentences if x.reasons]

    def say(self, key: str, **facts: object) -> str:
        return escape(say(key, self.lang, **facts))

    def lines(self) -> Iterator[str]:
        title, home = escape(self.coverage.title or self.coverage.name), Path(__file__).parent
        style, script = ((home / f"page.{kind}").read_text("utf-8") for kind in ("css", "js"))
        policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
        yield f'<!DOCTYPE html>\n<html lang="{"zh-CN" if self.lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield f"<title>{self.say('title')} — {title}</title>\n<style>\n{style}</style>\n</head>\n<body>"
        yield f'<a class="skip" href="#text">{self.say("skip_text")}</a> <a class="skip" href="#rules">{self.say("skip_rules")}</a>'
        yield f"<header>\n<h1>{self.say('title')}</h1>\n<p>{title}</p>"
        yield from self.legend()
        yield '</header>\n<div class="columns">\n<main id="text">'
        for source in self.coverage.texts:
            yield f'<article class="text" lang="zh-CN" aria-label="{escape(source.path)}">'
            own = [x for x in self.coverage.sentences if x.source == source.path]
            for block in blocks(source, own):
                yield from self.block(block)
            yield "</article>"
        yield "</main>"
        yield from self.pane()
        yield "</div>"
        yield from self.notes()
        yield f"<footer>{self.say('footer')}</footer>\n<script>\n{script}</script>\n</body>\n</html>"

    # ------------------------------------------------------------ what is counted

    def legend(self) -> Iterator[str]:
        heads = "".join(f'<th scope="col" colspan="2">{self.say(key)}</th>' for key in ("sentences", "normative", "letters"))
        yield '<table class="legend" id="totals">'
        yield f'<thead><tr><th scope="col">{self.say("state")}</th>{heads}<td></td></tr></thead>\n<tbody>'
        for state, label, cells in counted(self.coverage, self.lang):
            said = "".join(
                f'<td data-of="{column}">{cell[0]}</td><td class="share">{escape(cell[1])}</td>' if cell else "<td></td><td></td>"
                for column, cell in zip(("sentences", "normative", "letters"), cells, strict=True)
            )
            meaning = escape(MEANINGS[state][self.lang == "en"]) if state in MEANINGS else ""
            shade = f"s {state}" if state in MEANINGS and state != "heading" else ""
            head = f'<th scope="row" id="state-{state}"><span class="{shade}">{escape(label)}</span></th>'
            sums = ' class="sum"' if state == "all" else ""
            yield f'<tr data-state="{state}"{sums}>{head}{said}<td class="meaning">{meaning}</td></tr>'
        yield "</tbody>\n</table>"

    # ------------------------------------------------------------ the document

    def block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Table):
            yield from self.table(block)
        elif block.level > 1:
            yield f"<h{block.level}>{self.run(block.sentences)}</h{block.level}>"
        else:
            yield f"<p{' class=line' if block.level and not self.addressed(block) else ''}>{self.run(block.sentences)}</p>"

    def addressed(self, block: Paragraph) -> bool:
        """Whether a line goes on with what stands below it."""
        return block.sentences[0].text[-1] in "：:"

    def table(self, table: Table) -> Iterator[str]:
        yield '<div class="scroll"><table>'
        width = table.width
        for number, row in enumerate(table.rows):
            yield "<tr>" + "".join(self.cells(row, width, header=number == 0 and table.headed)) + "</tr>"
        yield "</table></div>"

    def cells(self, row: Sequence[Cell], width: int, *, header: bool) -> Iterator[str]:
        at = 0
        for n, cell in enumerate(row):
            yield "<td></td>" * (cell.column - at)
            last = n == len(row) - 1
            span = width - cell.column if last else 1
            tag = "th" if header or (cell.heading and cell.column == 0 and not last) else "td"
            scope = ' scope="col"' if header else ' scope="row"' if tag == "th" else ""
            wide = f' colspan="{span}"' if span > 1 else ""
            short = ' class="short"' if sum(len(x.text) for p in cell.paragraphs for x in p) <= _SHORT else ""
            inner = [self.run(p) for p in cell.paragraphs]
            text = inner[0] if len(inner) == 1 else "".join(f"<p>{x}</p>" for x in inner)
            yield f"<{tag}{scope}{wide}{short}>{text}</{tag}>"
            at = cell.column + 1

    def run(self, sentences: Sequence[Sentence]) -> str:
        return "".join(self.sentence(x) for x in sentences)

    def sentence(self, one: Sentence) -> str:
        number = self.numbers[id(one)]
        text, notes = self.marked(one), self.footnotes(one)
        left = any(t.state == "uncovered" for t in one.tokens)
        to = [f"r{n}" for n in one.rules] + [f"d{number}"] * bool(one.reasons) + [f"u{number}"] * left
        shade = "" if one.state == "heading" and not to else f' class="s {one.state}"'
        if to:
            said = self.stop.join([name(one.state, self.lang), *(say("because", self.lang, why=x) for x in one.reasons)])
            state = f'aria-describedby="state-{one.state}" data-to="{" ".join(to)}" data-said="{escape(said)}"'
            return f'<a id="s{number}"{shade} href="#{to[0]}" {state}>{text}</a>{notes}'
        told = f'<span class="vh">（{escape(name(one.state, self.lang))}）</span>' if shade else ""
        return f'<span id="s{number}"{shade}>{text}</span>{told}{notes}'

    def footnotes(self, one: Sentence) -> str:
        """What print has in the place of links."""
        notes = [str(n) for n in one.rules] + [f"*{self.numbers[id(one)]}"] * bool(one.reasons)
        return f'<sup class="n" aria-hidden="true">[{escape(" ".join(notes))}]</sup>' if notes else ""

    def marked(self, one: Sentence) -> str:
        """The words of a sentence: what rules quote of it, and its normative tokens."""
        parts, tokens = ({x[0]: x for x in one.parts}, {x.start: x for x in one.tokens})
        ends = {one.start, one.end, *(x for p in one.parts for x in p[:2]), *(x for t in one.tokens for x in (t.start, t.end))}
        pieces, part, token = [], None, None
        for low, high in pairwise(sorted(ends)):
            text = escape(_plain(one.text[low - one.start : high - one.start], first=low == one.start))
            part = parts.get(low) or (part if part and low < part[1] else None)
            token = tokens.get(low) or (token if token and low < token.end else None)
            if token:
                text = f'<b class="t{" out" if token.state == "uncovered" else ""}">{text}</b>'
            pieces.append(f'<span class="of-{part[2]}">{text}</span>' if part else text)
        return "".join(pieces)

    # ------------------------------------------------------------ what stands beside it

    def pane(self) -> Iterator[str]:
        yield f'<aside class="pane" id="rules" aria-label="{self.say("rules")}">'
        yield f'<button type="button" class="close">{self.say("close")}</button>'
        yield f'<p class="said" role="status"></p>\n<p class="help">{self.say("help")}</p>'
        for key, rows in (("left", self.left), ("reasons", self.reasons)):
            if rows:
                yield f"<h2>{self.say(key, n=len(rows))}</h2>\n<ol>"
                for x in rows:
                    yield self.remark(x, key)
                yield "</ol>"
        yield f"<h2>{self.say('quoting', n=len(self.coverage.rules))}</h2>\n<ol>"
        for rule in self.coverage.rules:
            yield self.rule(rule)
        yield "</ol>\n</aside>"

    def remark(self, one: Sentence, key: str) -> str:
        """A sentence that something is still to be said of, or why it is left out."""
        number, comma = self.numbers[id(one)], "、" if self.lang == "zh" else ", "
        left = ["".join(t.text.split()) for t in one.tokens if t.state == "uncovered"]
        said = self.say("tokens", tokens=comma.join(left)) if key == "left" else escape(self.stop.join(one.reasons))
        shown = escape(_plain(one_line(one, 40), first=True))
        anchor = f"{'u' if key == 'left' else 'd'}{number}"
        return f'<li id="{anchor}" tabindex="-1"><a href="#s{number}">{shown}</a><br>{said}</li>'

    def rule(self, rule: Stated) -> str:
        quotes = "".join(f"<blockquote>{self.back(q)}</blockquote>" for q in rule.quotes)
        head = f"{rule.number}. {escape(rule.label)}"
        place = f"<code>{escape(rule.id)}</code> {escape(rule.file)}:{rule.line}"
        return (
            f'<li id="r{rule.number}" tabindex="-1"><h3>{head}</h3>\n<div class="where">{place}</div>{quotes}'
            f"<pre>{escape(rule.text)}</pre></li>"
        )

    def back(self, quoted: Quoted) -> str:
        """A quote, and the way to the sentence it begins in."""
        at = bisect_right(self.starts[quoted.source], quoted.start) - 1
        text = escape(" ".join(quoted.quote.split()))
        return f'<a href="#s{self.first[quoted.source] + at}">{text}</a>' if at >= 0 else text

    def notes(self) -> Iterator[str]:
        """For print: what the numbers behind the sentences stand for."""
        yield f'<section class="notes" aria-hidden="true">\n<h2>{self.say("notes")}</h2>\n<ol>'
        for rule in self.coverage.rules:
            yield f"<li>[{rule.number}] {escape(rule.label)} {escape(rule.file)}:{rule.line}</li>"
        for x in self.reasons:
            yield f"<li>[*{self.numbers[id(x)]}] {self.say('because', why=self.stop.join(x.reasons))}</li>"
        yield "</ol>\n</section>"


def _plain(text: str, *, first: bool) -> str:
    """A piece of a sentence as it is shown: without markup, and with its lines joined."""
    text = _MARKUP.sub("", text) if first else _MARKUP.sub(lambda m: m[0] if m[0][0] in "#> \n" else "", text)
    return _BREAK.sub(lambda m: " " if _latin(text, m) else "", text)


def _latin(text: str, gap: re.Match[str]) -> bool:
    around = text[max(0, gap.start() - 1) : gap.start()] + text[gap.end() : gap.end() + 1]
    return around.isascii() and len(around) == 2
