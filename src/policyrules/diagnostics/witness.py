"""Facts that show what is said of a rule: whoever doubts it evaluates them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from policyrules.language.languages import Lang
from policyrules.language.node import Comparable

MOST = 8
"""The most facts that are told in a sentence; the form for a program has all of them."""


@frozen(eq=False, repr=False)
class Witness(Comparable):
    """Facts about one subject under which what is said can be seen.

    ``subject`` is its alias, ``facts`` plain values by alias as in a file of facts (numbers exact: whole ones as int, others as
    decimal text, dates as ISO text), ``on`` the date of evaluation. ``zh`` and ``en`` say what comes of them; ``names`` has what
    facts are called, ``name`` what the subject is called.
    """

    subject: str
    facts: Mapping[str, object] = field(hash=False)
    on: date | None = None
    zh: str = ""
    en: str = ""
    name: str = ""
    names: Mapping[str, str] = field(factory=dict, hash=False)

    def text(self, lang: Lang) -> str:
        """One sentence: “例：对象 平台，2022-12-31，面积 = 120 时总分 89.5”."""
        zh = lang == "zh"
        comma = "，" if zh else ", "
        told = [f"{self.names.get(key, key)} = {_shown(value, lang)}" for key, value in list(self.facts.items())[:MOST]]
        if (more := len(self.facts) - len(told)) > 0:
            told.append(f"另 {more} 项（--format json 列出全部）" if zh else f"{more} more (all with --format json)")
        who = f"{'对象' if zh else 'subject'} {self.name or self.subject}"
        given = comma.join([who, *([self.on.isoformat()] if self.on else []), *told])
        return f"例：{given} 时{self.zh}" if zh else f"example: {given}: {self.en}"

    def to_dict(self) -> dict[str, Any]:
        """The form for a program."""
        return {"subject": self.subject, "facts": dict(self.facts), "on": self.on.isoformat() if self.on else None}


def _shown(value: object, lang: Lang) -> str:
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    if isinstance(value, list):
        return f"{len(value)} 条" if lang == "zh" else f"{len(value)} records"
    return str(value)
