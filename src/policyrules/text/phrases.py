"""The phrases that sentences of every outcome are made of."""

from __future__ import annotations

from policyrules.result import Lang, Reason
from policyrules.text.conditions import conditions


class Phrases(dict[str, str]):
    """The phrases a template may name, each made when it is asked for."""

    def __init__(self, reason: Reason, lang: Lang) -> None:
        super().__init__()
        self.lang, self.zh = lang, lang == "zh"
        self.code, self.args = reason.code, reason.args

    def __missing__(self, name: str) -> str:
        text = getattr(self, name)
        assert isinstance(text, str)
        return text

    def _either(self, zh: str, en: str) -> str:
        return zh if self.zh else en

    @property
    def conditions(self) -> str:
        return conditions(self.args, self.lang)

    @property
    def missing(self) -> str:
        names = self.args.get("missing") or ()
        return "、".join(f"“{n}”" for n in names) if self.zh else ", ".join(map(str, names))

    @property
    def judge(self) -> str:
        return str(self.args.get("judge") or self._either("评定人", "the assessor"))

    @property
    def signed(self) -> str:
        """Who and when: before the verb in Chinese (“测评人员 2022-12-20 ”), after it in English (“ by … on 2022-12-20”)."""
        judge, on = str(self.args.get("judge") or ""), str(self.args.get("on") or "")
        if self.zh:
            return f"{judge} {on} ".lstrip() if on else judge
        return (judge and f" by {judge}") + (on and f" on {on}")

    @property
    def because(self) -> str:
        why = str(self.args.get("reason") or "").strip().rstrip("。.；;")
        return why and self._either(f"；理由：{why}", f"; reason: {why}")

    @property
    def grounds(self) -> str:
        """The reason in brackets: “（理由：当年新设）”."""
        why = str(self.args.get("reason") or "").strip().rstrip("。.；;")
        return why and self._either(f"（理由：{why}）", f" (reason: {why})")

    @property
    def until(self) -> str:
        return str(self.args.get("until", ""))

    @property
    def on(self) -> str:
        return str(self.args.get("on", ""))


def told_missing(reason: Reason) -> bool:
    """Whether the conditions of a reason say of everything missing that it is."""
    items = reason.args.get("conditions") or ()
    rows = [x for c in items for x in (c.get("conditions") or (c,))]
    open_ = {c.get("label") for c in rows if c.get("holds") is None and c.get("found") is None}
    return open_.issuperset(reason.args.get("missing") or ())
