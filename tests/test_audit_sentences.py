"""The audit on short sentences: which rules beside them pass, which are told, and what rubrics of other places write."""

from __future__ import annotations

import pytest
from packs import build_texts

HEADER = "政策 demo “示例”\n    原文 “source.md”\n"
FACTS = """\
对象 平台 as platform
    占比 as share：比例，不小于 0，不大于 1
    活动 as events：明细
        日期 as date：日期
        合格 as good：是否
    面积 as area：数 平方米，不小于 0
    社工 as staff：整数 人，不小于 0
    评级 as rating：级别 1A < 2A < 3A < 4A < 5A
    甲项 as a：是否
    乙项 as b：是否
    年数 as years：数 年，不小于 0
    分数 as points：数 分，不小于 0
    支出 as spent：数 万元，不小于 0
    倍数 as ratio：数，不小于 0
    发现日期 as found：日期，可无
"""
RIGHT = {
    "占比须超过50%": ["占比 超过 50%    程度 须"],
    "每年开展活动不少于2次": ["每年 活动 不少于 2次", "每年 活动 至少 2次"],
    "每季度开展活动至少1次": ["每季度 活动 至少 1次"],
    "配备1—2名社工": ["社工 在 1人 至 2人 之间"],
    "得分90分及以上的为合格": ["分数 90分及以上", "分数 达到 90分"],
    "面积一般不少于三百平方米": ["面积 不少于 300平方米    程度 一般", "面积 不少于 0.03公顷    程度 一般"],
    "评估等级须达到3A级以上": ["评级 不低于 3A    程度 须"],
    "应当具备甲项或者乙项": ["甲项 或者 乙项    程度 应当"],
    "不得具有甲项": ["并非 甲项"],
    "三分之一以上的成员参加": ["占比 不低于 1/3"],
    "占比达到三分之二": ["占比 达到 2/3"],
    "超过半数的成员参加": ["占比 超过 50%", "占比 超过 1/2"],
    "支出达两千万元": ["支出 达到 2000万元", "支出 达到 0.2亿元"],
    "净资产不低于注册资金2倍": ["倍数 不低于 2"],
    "发现造假": ["发现日期 不为 无"],
    "未发现造假": ["发现日期 为 无"],
}
WRONG = {
    "占比须超过50%": ["占比 达到 50%    程度 须", "占比 超过 60%    程度 须", "占比 超过 50%    程度 应当", "占比 超过 50%"],
    "每年开展活动不少于2次": [
        "每年 活动 不少于 3次",
        "每季度 活动 不少于 2次",
        "每年 活动 多于 2次",
        "近 3年 活动的次数 不少于 2次",
    ],
    "每季度开展活动至少1次": ["每年 活动 至少 1次", "每季度 活动 不少于 4次"],
    "配备1—2名社工": ["社工 在 1人 至 3人 之间", "社工 为 1人"],
    "得分90分及以上的为合格": ["分数 超过 90分", "分数 90分及以下"],
    "面积一般不少于三百平方米": ["面积 不少于 300平方米", "面积 不少于 3公顷    程度 一般"],
    "评估等级须达到3A级以上": ["评级 高于 3A    程度 须", "评级 不低于 4A    程度 须", "评级 为 3A    程度 须"],
    "应当具备甲项或者乙项": ["甲项 且 乙项    程度 应当"],
    "不得具有甲项": ["甲项"],
    "三分之一以上的成员参加": ["占比 超过 1/3", "占比 不低于 1/4", "占比 不低于 30%"],
    "超过半数的成员参加": ["占比 达到 1/2"],
    "支出达两千万元": ["支出 达到 200万元"],
    "净资产不低于注册资金2倍": ["倍数 不低于 3", "倍数 高于 2"],
    "发现造假": ["发现日期 为 无"],
}


def told(quote: str, test: str) -> list[str]:
    """The codes of the audit about one requirement beside one sentence."""
    span = "    考核期 测评日所在年    假定 期间 “按公历年”\n" if test.startswith("每") else ""
    rule = f"要求 测试 as test 对象 平台\n{span}    则 {test}    依据 “{quote}”\n"
    built = build_texts({"rules.policy": f"{HEADER}{FACTS}{rule}", "source.md": f"{quote}。\n"})
    return [code for code in built.codes if code != "L238"]  # facts of the other sentences, not used here


@pytest.mark.parametrize(("quote", "test"), [(q, t) for q, tests in RIGHT.items() for t in tests])
def test_a_right_rule_passes(quote: str, test: str) -> None:
    assert told(quote, test) == []


@pytest.mark.parametrize(("quote", "test"), [(q, t) for q, tests in WRONG.items() for t in tests])
def test_a_wrong_rule_is_refused(quote: str, test: str) -> None:
    assert [code for code in told(quote, test) if code.startswith("Q2")]


def card(lines: str, text: str) -> list[str]:
    facts = "对象 组织 as group\n    设立 as branch：是否\n    人数 as staff：整数 人，不小于 0，可无\n"
    rules = f"{HEADER}{facts}评分 测评 as score 对象 组织 满分 20 分    依据 “总分20分”\n{lines}"
    built = build_texts({"rules.policy": rules, "source.md": text})
    return [p.message("en") for p in built.problems if p.code.startswith(("Q", "L2")) and p.code != "L238"]


def test_an_award_of_all_the_points_takes_up_its_own_quote() -> None:
    lines = """\
    项目 党建 as party 20 分    依据 “党建（20分）”
        若 设立，得 20 分    依据 “设立党组织的得20分”
"""
    assert card(lines, "总分20分。党建（20分）。设立党组织的得20分。") == []


def test_a_cap_is_not_held_against_a_figure_of_the_same_line() -> None:
    lines = """\
    项目 人员 as people 20 分    依据 “人员（20分）”
        按 人数 每满 1人 得 1 分，最高 19 分    依据 “每增加1名加1分，加满20分为止”
"""
    assert card(lines.replace("，可无", ""), "总分20分。人员（20分）。每增加1名加1分，加满20分为止。")[:1] == [
        "the text says `满20分`, the rule says `19 分`"
    ]


def test_grades_up_to_the_next_and_by_level() -> None:
    lines = """\
    项目 党建 as party 20 分    依据 “党建（20分）”
        若 设立，得 20 分
    等级
        「5A」 as a5：总分 不低于 18分    依据 “18分以上为5A级”
        「4A」 as a4：总分 不低于 16分    依据 “16分至18分（不含）为4A级”
        「3A」 as a3：其余    依据 “16分以下（不含）为3A级”
"""
    text = "总分20分。党建（20分）。18分以上为5A级；16分至18分（不含）为4A级；16分以下（不含）为3A级。"
    assert card(lines, text) == []
