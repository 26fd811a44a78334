"""Problems of the check pass (C1…) with points and with how a scorecard is put together."""

from __future__ import annotations

from typing import Any, ClassVar

from policyrules.diagnostics.base import Lang, Problem


class _Sum(Problem):
    """Parts that do not add up to the part above them."""

    label: str
    sum: str
    most: str
    parts: tuple[tuple[str, str], ...] = ()
    """What adds up: label and points; not told where it is one alone."""
    _listed: ClassVar[int] = 8
    _longest: ClassVar[int] = 30

    def _facts(self, lang: Lang) -> dict[str, Any]:
        cut = [(x if len(x) <= self._longest else f"{x[: self._longest]}…", points) for x, points in self.parts]
        shown, more = cut[: self._listed], len(cut) - self._listed
        if lang == "zh":
            told = "、".join(f"“{label}”{points} 分" for label, points in shown)
            listed = f"（{told}{f'等 {len(self.parts)} 项' if more > 0 else ''}）"
        else:
            told = ", ".join(f"`{label}` {points}" for label, points in shown)
            listed = f" ({told}{f' and {more} more' if more > 0 else ''})"
        return vars(self) | {"listed": listed if len(self.parts) > 1 else ""}


class TooManyPoints(_Sum):
    """Parts that can give more than the part above them.

    下级分值之和超过上级分值。

    Why: an item's points are a hard cap; points above it could never be earned, and the table would not say what it seems to.

    原因：项目的分值是上限，超出的部分永远得不到，分值表就名不副实。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 6 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C108"
    knock_on = True
    zh = "“{label}”下面最多可得 {sum} 分{listed}，超过了它的 {most} 分"
    en = "what stands below `{label}` can give {sum} points{listed}, more than its {most}"
    hint_zh = "改正分值；确实要封顶的，写“最高 {most} 分”"
    hint_en = "mend the points, or write `no higher than {most} 分` if the cap is meant"


class UnreachablePoints(_Sum):
    """Parts that cannot give all the points of the part above them.

    下级分值之和达不到上级分值。

    Why: points that nobody can earn make full marks a fiction, unless the text is so and an assumption says it.

    原因：谁也得不到的分使满分成为空话；若文件确实如此，应当用假定写明。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 3 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C109"
    knock_on = True
    zh = "“{label}”共 {most} 分，下面最多只能得 {sum} 分{listed}"
    en = "`{label}` is worth {most} points and what stands below it can give only {sum}{listed}"
    hint_zh = "改正分值；文件确实如此的，写“假定 分值 “…””说明"
    hint_en = "mend the points, or say why with `assume points “…”`"


class UnboundedPoints(Problem):
    """An award that could give any number of points, more or fewer.

    得分没有上限或下限。

    Why: while its facts are missing nothing at all could be said of such an award, nor of any total above it.

    原因：事实还没有填报时，这样的得分可以是任何数，上面的总分也就什么都说不了。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                要点 社工 as workers
                    得 人数 / 2人 * 1 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            人数 as staff：整数 人，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 人员 as people 5 分
                要点 社工 as workers 5 分
                    得 人数 / 2人 * 1 分
    """

    code = "C122"
    zh = "“{label}”的得分没有{end_zh}"
    en = "the points of `{label}` have no {end_en}"
    hint_zh = "{mend_zh}，或者给用到的字段声明范围"
    hint_en = "{mend_en}, or declare bounds for the fields it uses"
    label: str
    low: bool

    def _facts(self, lang: Lang) -> dict[str, object]:
        end_zh, end_en = ("下限", "lower bound") if self.low else ("上限", "upper bound")
        mend_zh = (
            "写“最低 0 分”，扣分的一行写“，最高 … 分”"
            if self.low
            else "在行末写“，最高 … 分”，或者在要点上写明分值（分值就是上限）"
        )
        mend_en = (
            "write `no lower than 0 分`, on a line that deducts `, no higher than … 分`"
            if self.low
            else "end the line in `, no higher than … 分`, or give the part points (they cap it)"
        )
        return {"label": self.label, "end_zh": end_zh, "end_en": end_en, "mend_zh": mend_zh, "mend_en": mend_en}


class OrphanOtherwise(Problem):
    """An 否则 without an award to belong to.

    “否则”前面没有可以承接的得分行。

    Why: 否则 belongs to the award directly above it, and an award without a condition leaves no other case.

    原因：“否则”承接紧挨着的上一行；上一行没有条件，就没有“否则”可言。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                得 5 分
                否则 得 3 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
                否则 得 3 分
    """

    code = "C110"
    knock_on = True
    zh = "“否则”没有可以承接的条件"
    en = "there is no condition for this `otherwise`"
    hint_zh = "紧接在一行“若 …，得 …”下面写"
    hint_en = "put it directly below an `if …, award …`"


class ProratedWithoutPoints(Problem):
    """折算 that does not say of which points.

    “折算”没有写明按多少分折算。

    Why: a share is a share of points: those of the 得 it is the 否则 of, or of its criterion when it stands there alone.

    原因：折算是对某个分值打折：它承接的“得”的分值，或者要点里只有它一行时要点的分值。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                按 面积 / 300平方米 折算
                得 0 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                按 面积 / 300平方米 折算
    """

    code = "C113"
    zh = "不知道按多少分折算"
    en = "it is not said which points are prorated"
    hint_zh = "单独设一个带分值的要点，或者接在“若 …，得 …”后面写“否则 按 … 折算”"
    hint_en = "give it a criterion of its own with points, or make it the `otherwise` of an award"


class BadRange(Problem):
    """Bounds, a rating or a step that leave nothing.

    范围或步长不成立。

    Why: the low end comes first, the step is above zero, and steps lead from the low end to the high one.

    原因：下限在前、上限在后，步长大于零，并且能从下限走到上限。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 测评人员 评 5 至 0 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 测评人员 评 0 至 5 分
    """

    code = "C115"
    zh = "范围或步长不成立：{found}"
    en = "these bounds or this step leave nothing: {found}"
    hint_zh = "下限写在前面，步长要大于零并能整除上下限之差"
    hint_en = "low end first; a step above zero that divides the distance between the ends"
    found: str


class EmptyPart(Problem):
    """A part in which nothing can be earned.

    没有任何得分办法的项目或要点。

    Why: a part without an award gives 0 to everyone.

    原因：没有得分行的要点，谁都是零分。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                要点 面积 as space 5 分
                    若 面积 不少于 300平方米，得 5 分
                要点 布局 as layout
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C117"
    knock_on = True
    zh = "“{label}”下面没有得分行"
    en = "nothing can be earned in `{label}`"
    hint_zh = "写上“若 …，得 …”，或者由谁评多少分"
    hint_en = "add an award, or say who rates it"
    label: str


class RestNotLast(Problem):
    """其余 that is not the last grade, or grades without it.

    “其余”不在最后一行，或者没有“其余”。

    Why: rows are tried in order: nothing below 其余 can be reached, and without it some total may have no grade.

    原因：各行按顺序判断：“其余”之后的行永远轮不到；没有“其余”，有的总分可能没有等级。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
            等级
                合格 as pass：其余
                优秀 as good：总分 不低于 4分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
            等级
                优秀 as good：总分 不低于 4分
                合格 as pass：其余
    """

    code = "C118"
    knock_on = True
    zh = "“其余”应当只在等级的最后一行"
    en = "`in all other cases` must be the last grade, once"
    hint_zh = "移到最后；没有的补上一行"
    hint_en = "move it to the end, or add it"


class OnlyOnce(Problem):
    """A clause that can stand only once in its block stands there again.

    同一处重复写了只能写一次的内容。

    Why: two caps, two sets of grades or two roundings would leave it open which counts.

    原因：写了两个封顶、两套等级或两个取整，就不知道以哪个为准。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分 最高 5 分
                最高 4 分
                若 面积 不少于 300平方米，得 5 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 面积 不少于 300平方米，得 5 分
    """

    code = "C120"
    zh = "“{found}”在这里只能写一次"
    en = "`{found}` can stand here only once"
    hint_zh = "留下一处"
    hint_en = "keep one of them"
    found: str
