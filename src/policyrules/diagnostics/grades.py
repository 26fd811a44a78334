"""Problems of the analysis of grades (A101, A102, L104, L220): what is told of totals that can really be reached."""

from __future__ import annotations

from policyrules.diagnostics.base import Lang, Problem


class GradesLeaveGap(Problem):
    """A total that facts can lead to and that comes to no grade.

    有的总分确实可能出现，却不落入任何一档。

    Why: many published bands leave gaps between whole numbers; whoever comes into one has no grade, and somebody will. Which totals
    can come about is worked out from all the awards; the facts given as an example lead to one.

    原因：不少文件按整数分档，两档之间留有空隙；只要有的分数能得到小数，就可能有单位落在空隙里，没有等级。哪些总分能得到，是按各项得分推算的；
    所举的事实就能得到这样的总分。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级
                合格 as pass：总分 在 3分 至 5分 之间
                不合格 as fail：总分 2分及以下
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分 步长 1 分
            等级
                合格 as pass：总分 在 3分 至 5分 之间
                不合格 as fail：总分 2分及以下
    """

    code = "A101"
    zh = "{place_zh}的总分{some_zh}不落入任何一档，而这样的总分是可能的"
    en = "a total {place_en} {some_en} into no grade, and such totals come about"
    hint_zh = "写上“其余”，或者以“取整”写明小数如何归档；文件本来如此、要照样保留的，在“等级”下写“假定 界限 “理由””"
    hint_en = (
        "add `in all other cases`, or say with `round` what becomes of fractions; "
        "where the document has it so, keep it with `assume threshold “reason”` below `grades`"
    )
    place_zh: str
    place_en: str
    sometimes: bool = False

    def _facts(self, lang: Lang) -> dict[str, object]:
        some = ("有时", "may fall") if self.sometimes else ("", "falls")
        return super()._facts(lang) | {"some_zh": some[0], "some_en": some[1]}


class GradesOverlap(Problem):
    """Grades declared 互斥 of which two hold for a total that facts can lead to.

    写明“互斥”的等级，有两档对同一总分都成立，而这样的总分确实可能出现。

    Why: 互斥 says that at most one row holds; where two do, the result names both and decides for neither. The facts given as an
    example lead to such a total.

    原因：“互斥”是说至多一档成立；两档都成立的，结果写明两档，不代为选择。所举的事实就能得到这样的总分。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级 互斥
                优秀 as good：总分 3分及以上
                合格 as pass：总分 3分及以下
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级 互斥
                优秀 as good：总分 3分及以上
                合格 as pass：总分 不满 3分
    """

    code = "A102"
    zh = "{place_zh}的总分同时属于“{one}”和“{other}”，而这样的总分是可能的"
    en = "a total {place_en} falls into both `{one}` and `{other}`, and such totals come about"
    hint_zh = "改写其中一档的界限；文件本来如此、要照样保留的，在“等级”下写“假定 界限 “理由””"
    hint_en = "mend the bounds of one; where the document has it so, keep it with `assume threshold “reason”` below `grades`"
    place_zh: str
    place_en: str
    one: str
    other: str


class UnreachableGrade(Problem):
    """A grade that no total comes to.

    没有哪个总分能归入这一等级。

    Why: rows are tried from the top, so a row below one that includes it is never read, and no total is above what the items can
    give together.

    原因：等级从上往下逐行判断，上面的行已经包括的，下面的行就轮不到；各项合起来得不到的总分，也不会出现。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级
                合格 as pass：总分 3分及以上
                优秀 as good：总分 4分及以上
                不合格 as fail：其余
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            面积 as area：数 平方米，不小于 0
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                由 专家 评 0 至 5 分
            等级
                优秀 as good：总分 4分及以上
                合格 as pass：总分 3分及以上
                不合格 as fail：其余
    """

    code = "L104"
    severity = "warning"
    zh = "没有总分能归入“{label}”：{why_zh}"
    en = "no total comes to `{label}`: {why_en}"
    hint_zh = "{mend_zh}"
    hint_en = "{mend_en}"
    label: str
    most: str
    covered: bool
    step: str = ""

    def _facts(self, lang: Lang) -> dict[str, object]:
        why, mend = ("它的条件不会成立", "its condition never holds"), ("改正条件", "mend the condition")
        if self.covered:
            why = "上面的等级已经包括了它", "the grades above it take all of it"
            mend = "分数高的等级写在上面，或者改正分数线", "put the grade for more points above, or mend the thresholds"
        elif self.most:
            why = f"总分最多 {self.most} 分", f"the total is at most {self.most}"
            mend = "改正分数线，或者改正满分", "mend the threshold or the full marks"
        elif self.step:
            why = f"总分以 {self.step} 分为单位变动", f"the total moves in steps of {self.step}"
            mend = "改正分数线", "mend the threshold"
        return {"label": self.label, "why_zh": why[0], "why_en": why[1], "mend_zh": mend[0], "mend_en": mend[1]}


class FullMarksOutOfReach(Problem):
    """A scorecard whose full marks no facts lead to.

    评分的满分怎样也得不到。

    Why: points add up to the full marks on paper, but conditions that exclude each other keep any subject from all of them; a
    threshold near full marks is then stricter than it looks.

    原因：各项分值加起来等于满分，但有的条件不能同时成立，谁也得不到满分；离满分近的分数线就比看上去严。

    Example:
        政策 demo “示例”
        对象 平台 as platform
            自营 as own：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 自营，得 2 分
                若 并非 自营，得 3 分
    Instead:
        政策 demo “示例”
        对象 平台 as platform
            自营 as own：是否
            固定 as fixed：是否
        评分 测评 as score 对象 平台 满分 5 分
            项目 场地 as premises 5 分
                若 自营，得 2 分
                若 固定，得 3 分
    """

    code = "L220"
    severity = "warning"
    zh = "“{label}”的满分 {full} 分得不到：最多 {most} 分"
    en = "nobody can come to the full marks of `{label}`, {full}: at most to {most}"
    hint_zh = "看各项的条件能否同时成立；文件本来如此的，可以保留"
    hint_en = "see which conditions exclude each other; leave it where the document has it so"
    label: str
    full: str
    most: str


class ClassesLeaveGap(Problem):
    """A single figure between two classes that belongs to neither.

    分类按数划分，两类之间漏掉了一个数。

    Why: at the bounds of two classes a figure is easily forgotten, mostly the bound itself; whoever has it belongs to no class, and
    what asks for the class gets none.

    原因：两类的界限之间容易漏掉一个数，多半就是界限本身；正好是这个数的哪一类都不是，按类别办的规则也就无从适用。

    Example:
        政策 demo “示例”
        对象 组织 as group
            人数 as staff：整数 人，不小于 0
        分类 规模 as size 对象 组织
            大型 as large：人数 超过 10人
            小型 as small：人数 不足 10人
    Instead:
        政策 demo “示例”
        对象 组织 as group
            人数 as staff：整数 人，不小于 0
        分类 规模 as size 对象 组织
            大型 as large：人数 超过 10人
            小型 as small：人数 不超过 10人
    """

    code = "L221"
    severity = "warning"
    zh = "“{label}”的各类之间漏掉了一个数：“{fact}”为 {number} 时哪一类都不是"
    en = "the classes of `{label}` leave out one figure between them: where `{fact}` is {number}, none holds"
    hint_zh = "改写界限，或者最后加一行“其余”；文件本来如此的，在分类下写“假定 界限 “理由””"
    hint_en = (
        "mend the bounds, or add `in all other cases` at the end; where the document has it so, write `assume threshold “reason”`"
    )
    label: str
    fact: str
    number: str
