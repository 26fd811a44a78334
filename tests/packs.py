"""Packs made from texts, in memory or in a folder, and taken down the road: what every other test here stands on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent

from attrs import frozen

from policyrules import policy as api
from policyrules import project
from policyrules.diagnostics import project as d
from policyrules.diagnostics.base import Lang, Outcome, Problem, suggest
from policyrules.diagnostics.inherit import UnknownParent
from policyrules.language import core
from policyrules.language.lowered import Lowered, LoweredSubject
from policyrules.lineage import follow
from policyrules.pipeline import build
from policyrules.policy import Policy
from policyrules.result import Result
from policyrules.source import Source
from policyrules.text.problems import render

LANGS: tuple[Lang, ...] = ("zh", "en")

HEADER = "政策 demo “示例”\n"
SUBJECT = """\
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
"""
MINIMAL = f"""\
{HEADER}{SUBJECT}评分 测评 as score 对象 平台 满分 5 分
    项目 场地 as premises 5 分
        若 面积 不少于 300平方米，得 5 分
"""
"""The least policy that can be evaluated."""


@frozen
class Built:
    """What became of a pack: every problem, and the policy where there is one."""

    problems: tuple[Problem, ...]
    lowered: Lowered | None = None
    policy: Policy | None = None

    @property
    def codes(self) -> list[str]:
        return [p.code for p in self.problems]

    @property
    def good(self) -> Policy:
        """The policy of a pack that has no problem at all."""
        assert not self.problems, self.rendered("en")
        assert self.policy is not None
        return self.policy

    @property
    def usable(self) -> Policy:
        """The policy of a pack that may have warnings."""
        assert self.policy is not None, self.rendered("en")
        return self.policy

    def rendered(self, lang: Lang) -> str:
        return "\n".join(render(p, lang) for p in self.problems)


@frozen
class Texts:
    """A pack in memory: its files by name. ``others`` are the packs it can stand under, ``name`` what it is called as one."""

    files: Mapping[str, str]
    others: Mapping[str, Mapping[str, str]]
    name: str = ""

    def read(self, name: str) -> Source:
        return Source(f"{self.name}/{name}" if self.name else name, self.files[name], self.name)

    @property
    def policies(self) -> tuple[Source, ...]:
        return tuple(self.read(name) for name in sorted(self.files) if name.endswith(project.SUFFIX))

    def source(self, name: str) -> Outcome[Source]:
        if name in self.files:
            return Outcome(self.read(name))
        return Outcome(None, (d.SourceFileMissing(found=name, where=self.name or "demo"),))

    def parent(self, name: str) -> Outcome[Texts]:
        if name in self.others:
            return Outcome(Texts(self.others[name], self.others, name))
        return Outcome(None, (UnknownParent(found=name, nearest=suggest(name, self.others)),))


def build_texts(files: Mapping[str, str] | str, others: Mapping[str, Mapping[str, str] | str] | None = None) -> Built:
    """A pack from the texts of its files by name, nothing on disk; a single text is ``rules.policy``. ``others`` are packs it can
    stand under, by name."""
    pack = Texts(_named(files), {name: _named(texts) for name, texts in (others or {}).items()})
    done = build(pack)
    if done.value is None:
        return Built(done.problems)
    whole = tuple(x for one in follow(pack, done.value.program) for x in one.policies)
    return Built(done.problems, done.value, Policy(done.value, project.digest(whole), done.problems))


def _named(files: Mapping[str, str] | str) -> Mapping[str, str]:
    return {"rules.policy": files} if isinstance(files, str) else files


def build_folder(folder: Path) -> Built:
    """A pack from a folder, found and read as an app would."""
    found = project.find(folder)
    if found.value is None:
        return Built(found.problems)
    pack = project.read(found.value)
    if pack.value is None:
        return Built(pack.problems)
    made = api.compile_pack(pack.value)
    return Built(made.problems, policy=made.value)


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """The files of a pack in a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


def subject_of(built: Built) -> LoweredSubject:
    """The only subject of a pack, as it is run."""
    assert built.lowered is not None, built.rendered("en")
    (entry,) = built.lowered.subjects.values()
    return entry


def scorecard(body: str, fields: str = "", *, full: str = "满分 5 分", head: str = "") -> str:
    """A policy about one platform: ``fields`` and the ``body`` of its scorecard as they stand below their heads; ``head`` stands
    between the subject and the scorecard."""
    told = indented(fields) if fields.strip() else "    面积 as area：数 平方米，不小于 0\n"
    between = dedent(head).strip("\n")
    return (
        f"{HEADER}对象 平台 as platform\n{told}{between}{chr(10) if between else ''}"
        f"评分 测评 as score 对象 平台 {full}\n{indented(body)}"
    )


def indented(text: str) -> str:
    """The text four columns further in, whatever its own margin."""
    return "".join(f"    {line}\n" if line.strip() else "\n" for line in dedent(text).strip("\n").split("\n"))


def evaluate(text: Mapping[str, str] | str, facts: Mapping[str, object], on: date | str | None = None) -> Result:
    """The result of a pack about its only subject."""
    return build_texts(text).usable.evaluate(facts, on=on)


def survives(problem: Problem) -> None:
    """A problem can be shown in both languages, to people and to programs, and says where it is."""
    written = problem.where + (problem.span.source.text if problem.span else "")  # what looks like a gap may be the user's own
    for lang in LANGS:
        message, hint = problem.message(lang), problem.hint(lang)
        assert message
        assert message == message.strip()
        gaps = [gap for gap in re.findall(r"\{\w+\}", message + hint) if gap not in written]
        assert not gaps, (problem.code, message, hint)
        assert problem.code in render(problem, lang)
        assert problem.to_dict(lang)["message"] == message
    span = problem.span
    if span is not None:
        assert 0 <= span.start <= span.end <= len(span.source.text), problem.code
        span.source.position(span.start)
    assert span is not None or problem.where or isinstance(problem, d.UnknownPack), f"{problem.code} has no place"


def fields_of(policy: Policy) -> tuple[core.Field, ...]:
    (subject,) = policy.subjects
    return subject.fields
