"""Conditions, rows and classes that facts cannot bring about, or cannot keep away (L230 to L236)."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem

_NEVER = {
    "award": ("这一行的分没有对象得得到", "nobody can earn its points"),
    "deduction": ("这一行从不扣分", "nothing is ever deducted"),
    "precondition": ("前提之下的规则从不适用", "what stands under it never applies"),
    "gate": ("没有对象具备资格", "nobody is eligible"),
    "veto": ("一票否决从不生效", "the veto never takes effect"),
    "when": ("这一要求从不适用", "the requirement never applies"),
    "duty": ("没有对象做得到", "nobody can comply"),
    "slot": ("名称中从不出现这一部分", "the part never stands in a name"),
    "filter": ("没有一条明细计入", "no record counts"),
    "each": ("没有一条明细符合", "no record satisfies it"),
}
_ALWAYS = {
    "award": ("这一行的分没有对象会失去", "nobody can lose its points"),
    "deduction": ("每个对象都被扣分", "everybody loses the points"),
    "precondition": ("这一前提不起作用", "as a precondition it excludes nobody"),
    "gate": ("这一前提不排除任何对象", "as a precondition it excludes nobody"),
    "veto": ("每个对象都被否决", "it strikes everybody"),
    "when": ("“若”不起作用", "it limits nothing"),
    "duty": ("没有对象会不符合", "nobody can fail to comply"),
    "slot": ("名称中总有这一部分", "the part always stands in the name"),
    "filter": ("每条明细都计入", "every record counts"),
    "each": ("每条明细都符合", "every record satisfies it"),
}


class NeverHolds(Problem):
    """A condition that no facts can satisfy.

    条件无论事实如何都不成立。

    Why: points that nobody can earn, and duties that nobody can comply with, mostly come of a wrong comparison word or figure.

    原因：谁也得不到的分、谁也做不到的要求，多半是比较词或者数字抄错了。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        要求 人员配备 as staffing 对象 平台
            则 人数 少于 2人 且 人数 超过 4人
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        要求 人员配备 as staffing 对象 平台
            则 人数 不少于 2人 且 人数 不超过 4人
    """

    code = "L230"
    severity = "warning"
    zh = "“{found}”无论事实如何都不成立：{so_zh}"
    en = "`{found}` never holds, whatever the facts: {so_en}"
    hint_zh = "核对比较词、数字和“且”“或者”；文件本来如此的，可以保留"
    hint_en = "check its comparison words, its figures, `and` and `or`; leave it where the document has it so"
    found: str
    what: str

    def _facts(self, lang: Lang) -> dict[str, object]:
        so_zh, so_en = _NEVER[self.what]
        return {"found": self.found, "so_zh": so_zh, "so_en": so_en}


class AlwaysHolds(Problem):
    """A condition that no facts can fail.

    条件无论事实如何都成立。

    Why: what everybody satisfies tells nobody apart; mostly a comparison word or an “or” was meant to be another.

    原因：谁都满足的条件区分不了任何对象，多半是比较词或者“或者”抄错了。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        要求 人员配备 as staffing 对象 平台
            则 人数 不少于 2人 或者 人数 不超过 4人
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        要求 人员配备 as staffing 对象 平台
            则 人数 不少于 2人 且 人数 不超过 4人
    """

    code = "L231"
    severity = "warning"
    zh = "“{found}”无论事实如何都成立：{so_zh}"
    en = "`{found}` holds whatever the facts: {so_en}"
    hint_zh = "核对比较词、数字和“且”“或者”；文件本来如此的，可以保留"
    hint_en = "check its comparison words, its figures, `and` and `or`; leave it where the document has it so"
    found: str
    what: str

    def _facts(self, lang: Lang) -> dict[str, object]:
        so_zh, so_en = _ALWAYS[self.what]
        return {"found": self.found, "so_zh": so_zh, "so_en": so_en}


class NeverMatters(Problem):
    """A line or part whose points make no difference to the part it stands in.

    有它没它，上一级的得分都一样。

    Why: a line that a maximum always cuts off, or that another line always beats, is read as a rule and does nothing.

    原因：总被“最高”截掉的、总比不过另一行的，写了也不起作用。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分 取最高
                若 人数 不少于 3人，得 5 分
                若 人数 不少于 5人，得 4 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分 取最高
                若 人数 不少于 3人，得 4 分
                若 人数 不少于 5人，得 5 分
    """

    code = "L232"
    severity = "warning"
    zh = "“{found}”不影响“{above}”的得分：{why_zh}"
    en = "`{found}` makes no difference to the points of `{above}`: {why_en}"
    hint_zh = "核对分值和上一级的最高、最低；文件本来如此的，可以保留"
    hint_en = "check the points and the limits above; leave it where the document has it so"
    found: str
    above: str
    why: str

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = {
            "same": ("无论事实如何都是同样的分", "its points are the same whatever the facts"),
            "cap": ("其余各行总已达到最高", "the others always reach the maximum"),
            "floor": ("加上它也总不超过最低", "with it the minimum is still not exceeded"),
            "beaten": ("总有别的行不比它差", "another line is never worse"),
        }[self.why]
        return {"found": self.found, "above": self.above, "why_zh": zh, "why_en": en}


class NobodyInClass(Problem):
    """A class to which nothing can belong.

    没有对象会归入的类。

    Why: rows are tried from the top; one whose condition cannot hold, or that those above it take whole, stays empty.

    原因：分类自上而下取第一个成立的；条件不会成立的，或者被上面各类全部占去的，永远是空的。

    Example:
        政策 demo “示例”
        对象 组织 as group
            人数 as staff：整数 人，不小于 0
        分类 规模 as size 对象 组织
            中型 as medium：人数 不少于 10人
            大型 as large：人数 不少于 50人
            小型 as small：其余
    Instead:
        政策 demo “示例”
        对象 组织 as group
            人数 as staff：整数 人，不小于 0
        分类 规模 as size 对象 组织
            大型 as large：人数 不少于 50人
            中型 as medium：人数 不少于 10人
            小型 as small：其余
    """

    code = "L233"
    severity = "warning"
    zh = "没有对象会归入“{label}”：{why_zh}"
    en = "nothing belongs to `{label}`: {why_en}"
    hint_zh = "改正条件，或者把条件严的类写在上面"
    hint_en = "mend the condition, or put the class that asks for more above"
    label: str
    covered: bool

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = "它的条件不会成立", "its condition never holds"
        if self.covered:
            zh, en = "上面各类已经包括了它", "the classes above take all of it"
        return {"label": self.label, "why_zh": zh, "why_en": en}


class RowShadowed(Problem):
    """A row that is never come to because those above it take all it asks for.

    上面的行已经包括的行，轮不到。

    Why: 否则 is tried only where everything above fails; a condition that is within one above never decides anything.

    原因：“否则”只在上面都不成立时才看；上面的条件已经包括它的，它什么也决定不了。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                若 人数 不少于 3人，得 5 分
                否则 若 人数 不少于 5人，得 3 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                若 人数 不少于 5人，得 5 分
                否则 若 人数 不少于 3人，得 3 分
    """

    code = "L234"
    severity = "warning"
    zh = "“{found}”轮不到：{why_zh}"
    en = "`{found}` is never come to: {why_en}"
    hint_zh = "把条件严的写在上面，或者改正条件"
    hint_en = "put the row that asks for more above, or mend the condition"
    found: str
    covered: bool

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = "它的条件不会成立", "its condition never holds"
        if self.covered:
            zh, en = "上面的行已经包括了它", "the rows above take all of it"
        return {"found": self.found, "why_zh": zh, "why_en": en}


class SettledByBounds(Problem):
    """A comparison that the declared bounds of its fact decide.

    按事实声明的范围，比较总是成立或者总不成立。

    Why: facts beyond their bounds are refused, so either the bounds or the constant is wrong.

    原因：超出范围的事实填报不了；不是范围写错了，就是比较的数写错了。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0，不大于 200
        要求 场地面积 as space 对象 平台
            则 面积 不少于 300平方米
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0，不大于 2000
        要求 场地面积 as space 对象 平台
            则 面积 不少于 300平方米
    """

    code = "L235"
    severity = "warning"
    zh = "按“{fact}”声明的范围，“{found}”{how_zh}"
    en = "within the declared bounds of `{fact}`, `{found}` {how_en}"
    hint_zh = "改正事实的范围，或者改正比较的数和比较词"
    hint_en = "mend the bounds of the fact, or the figure and the comparison word"
    found: str
    fact: str
    holds: bool

    def _facts(self, lang: Lang) -> dict[str, object]:
        zh, en = ("总是成立", "always holds") if self.holds else ("总不成立", "never holds")
        return {"found": self.found, "fact": self.fact, "how_zh": zh, "how_en": en}
