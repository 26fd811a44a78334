"""The words of the language: one table, two spellings a row, from which grammar, messages and printer are made.

A keyword's terminal in the grammar is its English spelling in capitals with a leading underscore (`full marks` is `_FULL_MARKS`).
Every Chinese spelling has exactly one English twin; a test keeps both columns free of repeats.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from attrs import frozen

from policyrules.language.node import Shown

Side = Literal["zh", "en"]


@frozen(repr=False)
class Word(Shown):
    """One row: the two spellings, the section of the reference it belongs to, and where it may not be a bare name.

    ``reserved`` is "operand" (never a bare name where an operand begins), "of" (not after 的), "path" (not after a name), or empty.
    """

    zh: str
    en: str
    section: str
    reserved: str = ""

    @property
    def id(self) -> str:
        return terminal(self.en)

    def spelt(self, side: Side) -> str:
        return self.zh if side == "zh" else self.en


@frozen(repr=False)
class Comparator(Word):
    """A comparison word: ``op`` is its sense, ``postfix`` whether it follows the number.

    The sense of a postfix word without 及 depends on the document's 用语; ``op`` is then the sense with the number included.
    """

    op: str = ""
    postfix: bool = False


@frozen(repr=False)
class Modality(Word):
    """A word of obligation; ``unmet`` is the finding when what it governs is not done."""

    unmet: Literal["breach", "explain", "not_taken"] = "breach"


def terminal(en: str) -> str:
    """The grammar terminal of an English spelling."""
    return "OF" if en == "'s" else en.upper().replace(" ", "_")


def _rows(section: str, text: str, reserved: str = "") -> tuple[Word, ...]:
    pairs = (row.strip().split(" ", 1) for row in text.strip().split("·"))
    return tuple(Word(zh, en.strip(), section, reserved) for zh, en in pairs)


_KEYWORDS: tuple[Word, ...] = (
    *_rows(
        "declarations",
        """政策 policy · 对象 subject · 评分 scorecard · 分组 group · 项目 item · 要点 criterion · 等级 grades
        · 分类 classification · 命名 naming · 目标 target · 要求 requirement · 用例 case · 设 let · 参数 parameter · 修改 amend
        · 考核期 assessment period · 测评日所在年 year of assessment · 测评日上一年 year before assessment
        · 互斥 mutually exclusive · 附加分 beyond full marks · 不计入满分 not counted in full marks · 总计 total of · 排序 ranking
        · 满分 full marks · as as""",
    ),
    *_rows(
        "document",
        """发文字号 document number · 发文机关 issued by · 成文日期 dated · 有效期 in force · 原文 source · 上位文件 under
        · 用语 reading · 含本数 inclusive · 不含本数 exclusive""",
    ),
    *_rows(
        "annotations",
        """依据 cite · 见 at · 假定 assume · 程度 strictness · 没有时 when there are none · 视为满足 taken as met
        · 视为不满足 taken as unmet · 不适用 not applicable""",
    ),
    *_rows("coverage", "叙述 narrative · 暂不编入 deferred · 理由 reason"),
    *_rows("kinds of assumption", "分值 points · 界限 threshold · 口径 basis · 期间 period"),
    *_rows(
        "field types",
        """是否 yes or no · 数 number of · 整数 whole number of · 比例 ratio · 日期 date · 文字 text · 级别 levels · 选项 one of
        · 评定 judged · 明细 list · 可无 or none · 由 by""",
    ),
    *_rows(
        "awards",
        """得 award · 扣 deduct · 否则 otherwise · 则 then · 按 based on · 每满 per full · 每 per
        · 不满一个按一个计 part counts as one · 折算 prorated · 评 rate · 步长 in steps of · 分档 in bands · 列 columns
        · 其余 in all other cases · 最高 no higher than · 最低 no lower than · 取最高 highest only · 取最低 lowest only
        · 累计 added up · 逐条 for each of · 施行至 applies until · 全部 all · 任一 any · 项 of them""",
    ),
    *_rows("awards", "若 if · 下列 the following", reserved="operand"),
    *_rows(
        "effects and grades",
        """前提 precondition · 一票否决 veto · 计 counts as · 起 onwards · 不得申报 barred · 限为 limited to · 取整 rounding
        · 四舍五入 half up · 舍去 down · 进一 up · 四舍六入五成双 half even · 到 to nearest · 由高到低 high to low
        · 由低到高 low to high · 由先到后 early to late · 由后到先 late to early · 不可量化 not measurable""",
    ),
    *_rows("effects and grades", "总分 total", reserved="operand"),
    *_rows(
        "cases",
        """已知 given · 应为 should be · 认可例外 accepted exception · 未知 unknown · 缺少 missing · 事实有误 facts in error
        · 未复核 not reviewed · 复核 reviewed by""",
    ),
    *_rows(
        "expressions",
        """且 and · 或者 or · 均 all satisfy · 满足 satisfies · 的 's · 至 to · 满 completes · 在 between · 之间 both included
        · 属于 is one of""",
    ),
    *_rows(
        "expressions",
        """并非 not · 每个 each · 近 last · 自 from · 每年 every year · 每季度 every quarter · 每月 every month
        · 是 yes · 否 no · 无 none""",
        reserved="operand",
    ),
    *_rows("expressions", "占比 share · 个数 count · 次数 times", reserved="of"),
    *_rows("expressions", "中 with · 合计 summed · 最大 largest · 最小 smallest · 平均 average", reserved="path"),
)


def _comparators(op: str, text: str, *, postfix: bool = False) -> tuple[Comparator, ...]:
    section = "comparisons"
    rows = (row.strip().split(" ", 1) for row in text.split("·"))
    # 至少 may begin an operand (至少 n 次 …), so it is no bare name there.
    return tuple(Comparator(zh, en, section, "operand" if zh == "至少" else "", op, postfix) for zh, en in rows)


COMPARATORS: tuple[Comparator, ...] = (
    *_comparators(
        "ge",
        "不少于 no fewer than · 不低于 not below · 不小于 not less than · 达到 reaches · 至少 at least · 不早于 not earlier than",
    ),
    *_comparators("gt", "超过 exceeds · 高于 above · 多于 more than · 大于 greater than · 晚于 later than"),
    *_comparators(
        "le",
        """不超过 not exceeding · 不高于 not above · 不多于 no more than · 不大于 not greater than · 至多 at most
        · 不晚于 not later than""",
    ),
    *_comparators(
        "lt",
        "不满 short of · 不足 lacking · 低于 below · 少于 fewer than · 小于 less than · 未达到 not reaching · 早于 earlier than",
    ),
    *_comparators("eq", "等于 equals · 为 is"),
    *_comparators("ne", "不等于 differs from · 不为 is not"),
    *_comparators("ge", "及以上 and above · 以上 or more", postfix=True),
    *_comparators("le", "及以下 and below · 以下 or less · 以内 within", postfix=True),
)

SYMBOLS: dict[str, str] = {"≥": "ge", ">": "gt", "≤": "le", "<": "lt", "=": "eq", "≠": "ne"}
"""Signs that may stand for an infix comparison word."""

_DUTY: tuple[tuple[str, str, Literal["breach", "explain", "not_taken"]], ...] = (
    ("须", "must", "breach"),
    ("应当", "is required to", "breach"),
    ("应", "shall", "breach"),
    ("要", "is to", "breach"),
    ("一般", "normally", "explain"),
    ("原则上", "in principle", "explain"),
    ("建议", "advised", "not_taken"),
    ("鼓励", "encouraged", "not_taken"),
    ("引导", "guided", "not_taken"),
    ("支持", "supported", "not_taken"),
    ("探索", "explored", "not_taken"),
    ("可", "may", "not_taken"),
)
MODALITIES: tuple[Modality, ...] = tuple(Modality(zh, en, "strictness", "", unmet) for zh, en, unmet in _DUTY)

ASSUMPTION_KINDS: tuple[str, ...] = ("points", "threshold", "prorated", "rounding", "reading", "basis", "period")
"""English twins of the kinds an assumption may name: 分值 界限 折算 取整 用语 口径 期间."""

WORDS: tuple[Word, ...] = (*_KEYWORDS, *COMPARATORS, *MODALITIES)


def _meant(rows: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """For each word the keywords it may be meant for, likeliest first."""
    meant: dict[str, tuple[str, ...]] = {}
    for keyword, words in rows.items():
        for spelt in words.split("·"):
            meant[spelt.strip()] = (*meant.get(spelt.strip(), ()), keyword)
    return meant


SYNONYMS: dict[Side, dict[str, tuple[str, ...]]] = {
    "zh": _meant(
        {
            "若": "如果 · 如 · 假如 · 倘若 · 当 · 凡 · 对于 · 只要",
            "或者": "或 · 或是 · 抑或",
            "且": "并且 · 并 · 而且 · 同时 · 以及 · 和 · 与 · 及",
            "并非": "不 · 非 · 未 · 没有 · 不是",
            "否则": "不然 · 反之 · 其他 · 其它 · 其余",
            "其余": "其他 · 其它 · 否则 · 其余情况 · 其他情况 · 其余情形 · 其他情形",
            "不少于": "大于等于 · 大于或等于 · 不得少于 · 不能少于 · 不应少于",
            "不低于": "高于等于 · 高于或等于 · 不得低于 · 不能低于 · 不应低于",
            "不超过": "小于等于 · 小于或等于 · 不得超过 · 不能超过 · 不应超过",
            "不高于": "低于等于 · 低于或等于 · 不得高于 · 不能高于 · 不应高于",
            "至少": "最少",
            "最高": "最多 · 上限",
            "至多": "最多",
            "最低": "最少 · 下限",
            "为": "是 · 即",
            "在": "介于 · 处于",
            "至": "到 · 和 · 与",
            "下列": "以下 · 如下",
            "全部": "所有 · 均 · 都",
            "任一": "任意 · 任何 · 任一项 · 任意一项 · 其一",
            "得": "得分 · 给 · 给予 · 加 · 加分 · 计 · 计分 · 记 · 赋分",
            "评": "评分 · 打分",
            "按": "按照 · 按比例",
            "折算": "换算 · 按比例",
            "+": "加 · 加上",
            "-": "减 · 减去",
            "*": "乘 · 乘以",
            "/": "除 · 除以",
            "=": "为 · 等于 · 是",
            "，": "则 · 就 · 那么",
            "假定": "假设 · 设定",
            "叙述": "叙述性表述 · 叙述性内容 · 说明",
            "暂不编入": "暂缓 · 暂缓编入 · 暂不写入 · 不编入 · 不写",
            "理由": "因为 · 原因",
            "依据": "根据 · 依照 · 按照 · 出自 · 出处",
            "项目": "指标 · 一级指标 · 大项",
            "要点": "二级指标 · 三级指标 · 小项",
            "评分": "评分表 · 打分 · 打分表",
            "等级": "等次 · 档次",
            "对象": "主体",
            "参数": "变量 · 常量",
            "发文字号": "文号",
            "发文机关": "发文单位 · 发布机关 · 印发机关 · 制定机关",
            "成文日期": "印发日期 · 发布日期 · 发文日期",
            "有效期": "有效期限 · 有效期间",
            "原文": "来源 · 出处",
            "数": "数值 · 数字 · 小数 · 数量 · 金额",
            "比例": "百分比 · 百分数 · 比率",
            "日期": "时间",
            "文字": "文本 · 字符串",
            "级别": "等级",
            "选项": "单选 · 枚举",
            "含本数": "包含本数 · 包括本数",
            "不含本数": "不包含本数 · 不包括本数",
            "评定": "评价 · 评分 · 打分",
            "可无": "可空 · 可为空 · 可没有 · 可以没有 · 选填",
            "是否": "布尔 · 真假",
            "每个": "所有 · 各 · 各个 · 每一个 · 每一 · 任何 · 全体",
            "均": "都 · 全都 · 全部",
            "近": "最近 · 过去",
            "每年": "每年度 · 各年 · 各年度",
            "每季度": "每季 · 每个季度 · 各季度",
            "每月": "每个月 · 各月",
            "个数": "数量 · 数目 · 总数 · 总个数",
            "占比": "比例 · 比率 · 百分比 · 所占比例",
            "合计": "总和 · 之和 · 总计 · 总共",
            "最大": "最大值 · 最多",
            "最小": "最小值 · 最少",
            "平均": "均值 · 平均值 · 平均数",
            "总分": "总得分 · 总成绩",
            "已知": "给定 · 给出 · 若已知 · 假设",
            "应为": "应得 · 应是 · 应当为 · 应该为 · 期望 · 预期 · 结果为",
            "未知": "不知道 · 不详 · 不清楚",
            "认可例外": "例外 · 认定例外",
            "缺少": "缺 · 尚缺",
            "事实有误": "事实错误 · 事实不对",
            "是": "真 · true",
            "否": "假 · false",
        }
    ),
    "en": _meant(
        {
            "if": "when · whenever · where",
            "otherwise": "else · or else",
            "in all other cases": "else · otherwise · rest · the rest · others · default",
            "no fewer than": "greater than or equal to · more than or equal to · is no fewer than",
            "at least": "is at least · minimum · minimum of",
            "not less than": "is not less than · not less",
            "not below": "is not below · not lower than",
            "not exceeding": "less than or equal to · does not exceed · not over",
            "no more than": "not more than · not more · is no more than",
            "at most": "is at most · maximum · maximum of",
            "more than": "is more than · over",
            "greater than": "is greater than",
            "above": "is above",
            "less than": "is less than · under",
            "below": "is below",
            "fewer than": "is fewer than",
            "equals": "equal to · equal · is equal to",
            "differs from": "not equal to · is not equal to",
            "no higher than": "maximum · capped at · cap · up to",
            "no lower than": "minimum",
            "to": "and · until",
            "is one of": "in · is in",
            "award": "give · gives · get · gets · grant · grants · awards · score · scores · earn · earns · add",
            "rate": "rates · score · scores",
            "prorated": "pro rata · proportionally",
            "+": "plus",
            "-": "minus",
            "*": "times · multiplied by",
            "/": "divided by · over",
            "=": "is · equals",
            ",": "then",
            "assume": "assuming · assumed · assumption · suppose",
            "narrative": "descriptive · narration · recital",
            "deferred": "defer · omitted · left out",
            "reason": "because · reasons",
            "cite": "because · according to · citation · reference · basis · source · see",
            "item": "section · part",
            "criterion": "indicator · criteria",
            "scorecard": "score · scoring",
            "grades": "grade · grading · bands",
            "parameter": "constant · variable",
            "issued by": "issuer · issued",
            "yes or no": "boolean · bool · flag · true or false",
            "number of": "number · decimal · amount of",
            "whole number of": "integer · count of",
            "ratio": "percentage · percent · rate",
            "text": "string",
            "levels": "level",
            "one of": "choice · option · options · enum",
            "or none": "optional · nullable",
            "total": "total score · total points",
            "given": "known · given that · with",
            "should be": "expect · expects · expected · must be · should equal",
            "accepted exception": "exception",
            "yes": "true",
            "no": "false",
            "each": "every · all · any",
            "all satisfy": "all · all have",
            "last": "past · within the last",
            "every quarter": "each quarter · quarterly",
            "every year": "each year · yearly · annually",
            "every month": "each month · monthly",
            "count": "number · amount",
            "share": "proportion · percentage",
            "summed": "sum · in total",
            "largest": "maximum · max",
            "smallest": "minimum · min",
            "average": "mean",
        }
    ),
}
"""What people write for a keyword or a sign, to be asked only about a word that stands where it cannot be read."""


@cache
def by_id() -> dict[str, Word]:
    """Rows by terminal name, without the leading underscore."""
    return {w.id: w for w in WORDS}


@cache
def by_spelling(side: Side) -> dict[str, Word]:
    """Rows by their spelling in one vocabulary."""
    return {w.spelt(side): w for w in WORDS}


def word(en: str) -> Word:
    """The row whose English spelling is ``en``."""
    return by_id()[terminal(en)]
