"""The long run: mutated policies and fact files, none of which may end in anything but a result or problems that can be shown; and
generated policies (`forms`), of which `fmt` keeps the tree and every comment, in both vocabularies and back.

    python -m tests.fuzz --policies 100000 --facts 100000 --forms 10000 [--seed N] [--jobs N]

Every mutant follows from the seed and its number, so a run can be repeated. A mutant that ends in an exception, or in nothing for
half a minute, is kept in a folder that is named at the end, and the exit status is then 1.
"""

from __future__ import annotations

import argparse
import re
import signal
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pool
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any, get_args

from attrs import define, field, frozen

sys.path.insert(0, str(Path(__file__).parent))  # run as a module, the helpers beside this file are not found otherwise

import list_programs
import programs
from derived import derived, kept, remarked
from packs import LANGS, MINIMAL, Built, build_texts, survives

from policyrules.diagnostics.base import Problem
from policyrules.diagnostics.facts import EXAMPLE_POLICY
from policyrules.evaluation.files import read_file
from policyrules.formatting import formatted
from policyrules.language.vocabulary import WORDS
from policyrules.policy import FactsError, Policy
from policyrules.provenance.coverage import cover
from policyrules.source import Source
from policyrules.text.read import ReadFormat

HERE = Path(__file__).parent
LONGEST_WAIT = 30
SOURCE = "面积一般不少于300平方米。\n"
BATCH = 250

FACT_TEXTS = {
    ".toml": """\
area = 120
"人数" = 2
founded = 2021-09-29
rating = "3A"
sound = {value = true, judge = "李四", on = 2022-12-31, reason = "现场查看", evidence = "照片"}
title = "阳光"
satisfaction = 1.5

[exceptions.premises]
judge = "李四"
reason = "老旧社区"
""",
    ".json": """\
{"platform": {"area": 1.2e2, "staff": 2, "founded": "2021年9月29日", "评估等级": "无", "sound": "是", "title": "阳\\u5149",
 "satisfaction": {"value": 2, "judge": "王五"}, "exceptions": {"场地": {"judge": "李四", "reason": "老旧社区"}}}}
""",
}
NASTY = (
    *(
        "\0",
        "\ufeff",
        "\u3000",
        "\t",
        "\r",
        "\n",
        "“",
        "”",
        '"',
        "（",
        "）",
        "(",
        "「",
        "」",
        "《",
        "》",
        "`",
        "#",
        "%",
        "％",
        "￥",
        "\\",
    ),
    *(
        "𠮷",
        "é",
        "\u200b",
        "\u202e",
        "-",
        "—",
        "至",
        "的",
        "，",
        "：",
        "=",
        "<",
        "0",
        "3A级",
        "９",
        "75-89",
        "1e400",
        "nan",
        "inf",
        "null",
    ),
    *("9" * 50, "2021-02-30", "2021年9月29日", "{", "}", "[", "]", "[[", "true", "是", "无", "'''", '"""', "    ", "        "),
    *(w.zh for w in WORDS),
    *(w.en for w in WORDS),
)
_TOKEN = re.compile(r"[^\W\d]\w*|[0-9.]+%?|\s+|.", re.DOTALL)

# ---------------------------------------------------------------- mutants


def policy_texts() -> list[str]:
    """Small policies to begin with: those of the corpora and of the conformance cases."""
    texts = [MINIMAL, EXAMPLE_POLICY]
    texts += [path.read_text(encoding="utf-8") for path in sorted((HERE / "corpus").rglob("*.policy"))]
    for path in sorted((HERE / "conformance").glob("*.toml")):
        texts += re.findall(r'^text = """\n(.*?)"""', path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [text for text in texts if len(text) < 3000]


def mutant(random: Random, text: str, others: Sequence[str]) -> str:
    """The text with one to three slips in it."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = random.choice(SLIPS)(random, text, others)
    return text


def _pieces(random: Random, text: str, others: Sequence[str]) -> str:
    """Lines, words or characters taken out, written twice, moved or put in."""
    split: Callable[[str], list[str]] = random.choice((lambda t: t.splitlines(keepends=True), _TOKEN.findall, _TOKEN.findall, list))
    pieces = split(text)
    if not pieces:
        return text + random.choice(NASTY)
    at, to = random.randrange(len(pieces)), random.randrange(len(pieces))
    match random.randrange(5):
        case 0:
            del pieces[at : at + random.choice((1, 1, 1, 2, 5))]
        case 1:
            pieces.insert(to, pieces[at])
        case 2:
            pieces[at], pieces[to] = pieces[to], pieces[at]
        case 3:
            pieces.insert(at, random.choice(NASTY))
        case 4:
            pieces[at] = random.choice(NASTY)
    return "".join(pieces)


def _indents(random: Random, text: str, others: Sequence[str]) -> str:
    """A line further in or out, or indented with something else."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    bare = lines[at].lstrip()
    lines[at] = random.choice(("", " ", "   ", "    ", "     ", "        ", "\t", "\u3000\u3000", "\u3000")) + bare
    return "\n".join(lines)


def _grafts(random: Random, text: str, others: Sequence[str]) -> str:
    """A stretch of another text put in."""
    lines, other = text.split("\n"), random.choice(others).split("\n")
    start = random.randrange(len(other))
    at = random.randrange(len(lines) + 1)
    lines[at:at] = other[start : start + random.randint(1, 6)]
    return "\n".join(lines)


def _respaces(random: Random, text: str, others: Sequence[str]) -> str:
    """Spaces lost, or full-width forms for half-width ones and back."""
    match random.randrange(3):
        case 0:
            spaces = [m.start() for m in re.finditer(r"(?<=\S) (?=\S)", text)]
            at = random.choice(spaces) if spaces else 0
            return text[:at] + text[at + 1 :]
        case 1:
            return text.translate({c: c + 0xFEE0 for c in random.sample(range(0x21, 0x7F), 12)})
        case _:
            return text.translate({c: c - 0xFEE0 for c in random.sample(range(0xFF01, 0xFF5F), 12)})


SLIPS: tuple[Callable[[Random, str, Sequence[str]], str], ...] = (_pieces, _pieces, _pieces, _pieces, _indents, _grafts, _respaces)


def form(random: Random) -> str:
    """A policy for `fmt`: whatever the grammar can say, or what the generators of meaningful programs make."""
    made = random.random()
    if made < 0.9:
        return derived(random)
    return remarked(random, (programs if made < 0.95 else list_programs).program(random).text)


# ---------------------------------------------------------------- what is done with one


def try_policy(text: str) -> tuple[Problem, ...]:
    """The whole road: problems that can be shown, and if the policy is accepted, results about nothing known."""
    built: Built = build_texts({"rules.policy": text, "source.md": SOURCE})
    for problem in built.problems:
        survives(problem)
    if built.policy is not None:
        for subject in built.policy.subjects:
            result = built.policy.evaluate({}, subject=subject.id)
            result.canonical()
            result.explain("zh")
            result.explain("en", "markdown")
        _looked_through(built.policy, {"rules.policy": text, "source.md": SOURCE})
    return built.problems if built.policy is None else ()


def _looked_through(policy: Policy, texts: dict[str, str]) -> None:
    """What is shown about an accepted policy, apart from results: its proofs, its rules in words, its form, its coverage.

    Building it has audited it and looked for what can be proved."""
    for lang in LANGS:
        for claim in policy.proofs():
            assert claim.text(lang)
        for form in get_args(ReadFormat):
            assert policy.read(lang, form)
        policy.assumptions().to_dict(lang)
        assert formatted(Source("rules.policy", texts["rules.policy"]), lang).value is not None
    sources = [Source(name, texts[name]) for name in policy.program.document.sources if name in texts]
    covered = cover(policy.program, policy.lowered.places, sources)
    for problem in covered.problems:
        survives(problem)


_POLICY: list[Policy] = []


def try_facts(text: str, suffix: str, folder: Path) -> tuple[Problem, ...]:
    """A file of facts, read and evaluated."""
    if not _POLICY:
        _POLICY.append(build_texts(EXAMPLE_POLICY).good)
    path = folder / f"facts{suffix}"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    found = read_file(path)
    problems = found.problems
    if found.value is not None:
        try:
            result = _POLICY[0].evaluate(found.value, on="2022-12-31")
            result.canonical()
            result.explain("zh")
        except FactsError as error:
            problems = error.problems
            str(error)
    for problem in problems:
        survives(problem)
    return problems


@frozen
class Kept:
    """A mutant that came to a bad end."""

    kind: str
    number: int
    text: str
    trace: str


@define
class Tally:
    mutants: Counter[str] = field(factory=Counter)
    accepted: Counter[str] = field(factory=Counter)
    codes: Counter[str] = field(factory=Counter)
    kept: list[Kept] = field(factory=list)

    def add(self, other: Tally) -> None:
        self.mutants += other.mutants
        self.accepted += other.accepted
        self.codes += other.codes
        self.kept += other.kept


Batch = tuple[str, int, int, int]


def run(batch: Batch) -> Tally:
    """Mutants of one kind ("policies", "facts", or "forms", which are no mutants) with numbers from ``start`` up to ``stop``."""
    kind, seed, start, stop = batch
    tally = Tally()
    bases = policy_texts() if kind == "policies" else []
    with tempfile.TemporaryDirectory() as name:
        for number in range(start, stop):
            random = Random(f"{seed}/{kind}/{number}")
            if kind == "policies":
                text, suffix = mutant(random, random.choice(bases), bases), ".policy"
            elif kind == "forms":
                text, suffix = form(random), ".policy"
            else:
                suffix = random.choice(tuple(FACT_TEXTS))
                text = mutant(random, FACT_TEXTS[suffix], tuple(FACT_TEXTS.values()))
            tally.mutants[kind] += 1
            try:
                with _Patience():
                    problems = _tried(kind, text, suffix, Path(name))
            except Exception:
                tally.kept.append(Kept(kind, number, text, traceback.format_exc()))
                continue
            tally.accepted[kind] += not problems
            tally.codes.update({p.code for p in problems})
    return tally


def _tried(kind: str, text: str, suffix: str, folder: Path) -> tuple[Problem, ...]:
    match kind:
        case "policies":
            return try_policy(text)
        case "forms":
            return kept(text)
    return try_facts(text, suffix, folder)


class _Patience:
    """Raises TimeoutError where nothing comes for half a minute (only in a main thread, and where the system has alarms)."""

    def __enter__(self) -> None:
        if hasattr(signal, "SIGALRM"):
            signal.signal(signal.SIGALRM, self.over)
            signal.alarm(LONGEST_WAIT)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)

    @staticmethod
    def over(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"nothing for {LONGEST_WAIT} s")


def batches(kind: str, count: int, seed: int) -> Iterator[Batch]:
    for start in range(0, count, BATCH):
        yield kind, seed, start, min(start + BATCH, count)


def told(tally: Tally) -> str:
    lines = []
    for kind, count in sorted(tally.mutants.items()):
        bad = sum(k.kind == kind for k in tally.kept)
        good = tally.accepted[kind]
        what = "generated" if kind == "forms" else "mutants"
        lines.append(f"{kind}: {count} {what}, {good} accepted, {count - good - bad} refused, {bad} came to a bad end")
    lines.append("refused with: " + ", ".join(f"{code} {n}" for code, n in sorted(tally.codes.items())))
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--policies", type=int, default=2000)
    parser.add_argument("--facts", type=int, default=2000)
    parser.add_argument("--forms", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=None, help="processes (default: one a core)")
    asked: Any = parser.parse_args(arguments)
    work = [x for kind in ("policies", "facts", "forms") for x in batches(kind, getattr(asked, kind), asked.seed)]
    whole = Tally()
    with Pool(asked.jobs) as pool:
        for done in pool.imap_unordered(run, work):
            whole.add(done)
    print(told(whole))
    if not whole.kept:
        return 0
    folder = Path(tempfile.mkdtemp(prefix="policyrules-fuzz-"))
    for bad in whole.kept:
        stem = folder / f"{bad.kind}-{bad.number}"
        stem.with_suffix(".txt").write_bytes(bad.text.encode("utf-8", "surrogatepass"))
        stem.with_suffix(".trace").write_text(bad.trace, encoding="utf-8")
    for trace, n in Counter(k.trace.strip().splitlines()[-1] for k in whole.kept).most_common(20):
        print(f"{n} times: {trace}")
    print(f"kept in {folder}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
