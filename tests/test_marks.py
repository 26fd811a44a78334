"""Marks: the figures, comparison words, duty words, periods and the like that are read out of official sentences."""

from __future__ import annotations

import time
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from policyrules.language.numerals import numeral_value
from policyrules.language.units import UNITS
from policyrules.language.vocabulary import MODALITIES
from policyrules.provenance.marks import (
    Comparison,
    Condition,
    Connective,
    Duty,
    Every,
    Figure,
    Mark,
    Negation,
    Per,
    Quantifier,
    read_marks,
    sentences,
)

POLICIES = Path(__file__).parent.parent / "policies"
SIGNS = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "=", "": ""}


def shown(mark: Mark) -> str:
    """A mark in a word: 300平方米=300平方米≥ is a figure under ≥, 以上:≥? an open comparison word."""
    text = "".join(mark.text.split())
    match mark:
        case Figure():
            value = f"{mark.low}" + (f"..{mark.high}" if mark.range else "")
            kind = "" if mark.kind == "number" else f"[{mark.kind.replace(' ', '-')}]"
            return f"{text}={value}{mark.unit}{SIGNS[mark.op]}{kind}{'!' * mark.due}"
        case Comparison():
            return f"{text}:{SIGNS[mark.op]}{'?' * mark.open}"
        case Duty():
            return f"{text}:{mark.twin.replace(' ', '-') or 'duty'}"
        case Every():
            return f"{text}:every-{mark.count}{mark.unit}"
        case Per():
            return f"{text}:per{'-full' * mark.full}"
        case Quantifier():
            return f"{text}:{mark.quantifier}"
        case Connective():
            return f"{text}:{mark.sense}{'!' * mark.strong}"
        case Condition():
            return f"{text}:if"
        case Negation():
            return f"{text}:not"


def told(text: str) -> str:
    """All marks of a text but 、和与及, which tie lists."""
    return " ".join(shown(m) for m in read_marks(text) if not (isinstance(m, Connective) and not m.strong))


FIGURES = [
    ("面积一般不少于300平方米", "一般:normally 不少于:≥ 300平方米=300平方米≥"),
    ("实体化运作率达到 50%", "达到:≥ 50%=1/2%≥"),
    ("平均活跃度超过 50%", "超过:> 50%=1/2%>"),
    ("平均活跃度 60%以上", "60%=3/5%≥ 以上:≥?"),
    ("比例原则上不低于10%", "原则上:in-principle 不低于:≥ 10%=1/10%≥"),
    ("90分及以上为示范型", "90分=90分≥ 及以上:≥"),
    ("75-89分为完善型", "75-89分=75..89分"),
    ("74分以下为提升型", "74分=74分≤ 以下:≤?"),
    ("配备1—2名专职人员", "1—2名=1..2名"),
    ("评分为0至5分", "0至5分=0..5分"),
    ("75分至89分", "75分至89分=75..89分"),
    ("每年至少开展或参与1次活动", "每年:every-1年 至少:≥ 或:or! 1次=1次≥"),
    ("每个项目周期内至少3次", "每个:all 至少:≥ 3次=3次≥"),
    ("每年开展一次调研", "每年:every-1年 一次=1次"),
    ("运营机构须成立2年及以上", "须:must 2年=2年≥ 及以上:≥"),
    ("登记满两个年度", "满:≥ 两个年度=2年度≥"),
    ("５０周岁以上（含）", "５０周岁=50周岁≥ 以上:≥"),
    ("3次（不含）以上", "3次=3次> 以上:>"),
    ("不足3人", "不足:< 3人=3人<"),
    ("未满18周岁", "未满:< 18周岁=18周岁<"),
    ("未达到60分", "未达到:< 60分=60分<"),
    ("不超过三分之一", "不超过:≤ 三分之一=1/3%≤"),
    ("占十分之三", "十分之三=3/10%"),
    ("百分之八十五以上", "百分之八十五=17/20%≥ 以上:≥?"),
    ("百分之三点五", "百分之三点五=7/200%"),
    ("过半数为居民", "过:> 半数=1/2%>"),
    ("一半以上", "一半=1/2%≥ 以上:≥?"),
    ("提高5个百分点", "5个百分点=1/20%"),
    ("不低于注册资金的2倍", "不低于:≥ 2倍=2倍≥"),
    ("1,000元", "1,000元=1000元"),
    ("50万元", "50万元=50万元"),
    ("3万人", "3万人=30000人"),
    ("五十万元", "五十万元=500000元"),
    ("5-10万元", "5-10万元=5..10万元"),
    ("1.5公里以内", "1.5公里=3/2公里≤ 以内:≤?"),
    ("二至三名", "二至三名=2..3名"),
    ("两三名志愿者", "两三名=2..3名[approximate]"),
    ("约300人", "约300人=300人[approximate]"),
    ("10余名志愿者", "10余名=10名[approximate]"),
    ("培育一批典型", "一批=0[approximate]"),
    ("配备一定数量的社工", "一定数量=0[approximate]"),
    ("设若干小组", "若干=0[approximate]"),
    ("评估等级不低于3A级", "不低于:≥ 3A级=3A级≥[level]"),
    ("达到AAA级", "达到:≥ AAA级=3A级≥[level]"),
    ("5A社会组织", "5A=5A级[level]"),
    ("五A级以上", "五A级=5A级≥[level] 以上:≥?"),
    ("获评三级", "三级=3级[level]"),
    ("会员不得少于30人", "不得少于:≥ 不得:duty 30人=30人≥"),
    ("不少于五", "不少于:≥ 五=5≥"),
    ("净资产≥10", "≥:≥ 10=10≥"),
    ("自受理之日起15个工作日内", "15个工作日=15工作日≤ 内:≤?"),
    ("15", "15=15"),
    ("得十分，满分100分", "十分=10分 100分=100分"),
]

PLACES = [
    ("——2021 年底，实现全覆盖", "2021年底=2021年[year]!"),
    ("至 2023 年，制度更加健全", "2023年=2023年[year]!"),
    ("《行动方案（2021—2023年）》的通知", "2021—2023年=2021..2023年[year]"),
    ("二〇二一年", "二〇二一年=2021年[year]"),
    ("2021年度测评", "2021年度=2021年[year]"),
    ("2021年9月29日", "2021年9月29日=20210929[date]"),
    ("二〇二一年九月二十九日", "二〇二一年九月二十九日=20210929[date]"),
    ("自2017年1月1日起", "2017年1月1日=20170101[date]!"),
    ("于5月30日前报送", "5月30日=530≤[date]! 前:≤?"),
    ("温民社组〔2021〕122号", "〔2021〕122号=122[document-number]"),
    ("3303020073841", "3303020073841=3303020073841[document-number]"),
    ("电话0577-88962345", "0577-88962345=88962345[document-number]"),
    ("一、总体要求", "一、=1[ordinal]"),
    ("（一）指导思想", "（一）=1[ordinal]"),
    ("1. 完善分类管理。", "1.=1[ordinal]"),
    ("2.5万元", "2.5万元=5/2万元"),
    ("第三条、第十二款", "第三条=3条[ordinal] 第十二款=12款[ordinal]"),
    ("详见附件2", "附件2=2[ordinal]"),
    ("社区“两委”班子", "两委=2[name]"),
    ("依托“基层治理四平台”", "四平台=4[name]"),
    ("第三方机构运营", "第三方=3[name]"),
    ("一站式服务", "一站式=1[name]"),
    ("按照“最多跑一次”要求", "最多跑一次=1[name]"),
    ("实行一票否决", "一票否决=1[name]"),
    ("《三年行动计划》", "三年=3年[name]"),
    ("县乡村三级联动", "三级=3级[name]"),
    ("一级指标", "一级=1级[name]"),
    ("12345热线、5G网络", "12345=12345[name] 5=5[name]"),
    ("将“不少于3人”修改为“不少于5人”", "不少于:≥ 3人=3人≥ 不少于:≥ 5人=5人≥"),
]

WORDS = [
    ("应当公开，必须如实填报", "应当:is-required-to 必须:must"),
    ("市辖区前还应加设区市的区划名", "应:shall"),
    ("党（工）委要加强工作领导", "要:is-to"),
    ("原则上可采取降低门槛的办法", "原则上:in-principle 可:may"),
    ("严禁弄虚作假，两年内不得申请", "严禁:duty 两年=2年≤ 内:≤? 不得:duty"),
    ("鼓励社会力量参与", "鼓励:encouraged"),
    ("积极引导社会组织参与", "引导:guided"),
    ("支持发展书画院，支持措施更加完备", "支持:supported"),
    ("探索建立机制", "探索:explored"),
    ("建议政府新增公共服务支出", "建议:advised"),
    ("坚持政府引导、依法参与的原则，听取意见建议", ""),
    ("枢纽型支持型社区社会组织，提供支持力量", ""),
    ("对应当公开的事项，相应当事人", "对:if 应当:is-required-to 应当:is-required-to"),
    ("每季度开展交流会，每两年评估，每半年报告", "每季度:every-1季度 每两年:every-2年 每半年:every-1/2年"),
    ("开展年度测评，逐年递增，按季度公布", "年度:every-1年 逐年:every-1年 按季度:every-1季度"),
    ("社区党组织书记年度述职内容，上年度测评", ""),
    ("每满1年得5分，最高50分", "每满:per-full 1年=1年 5分=5分 最高:≤ 50分=50分≤"),
    ("每减少1岁加1分", "每减少:per 1岁=1岁 1分=1分"),
    ("每次扣50分", "每次:every-1次 50分=50分"),
    ("每名工作人员均应持证", "每名:all 均:all 应:shall"),
    ("任一条件成立，有下列情形之一", "任一:any 之一:any"),
    ("至少一项符合", "至少一项:any 至少:≥ 一项=1项≥"),
    ("依托基金会或其它慈善组织", "或其它:any 或:or!"),
    ("成立2年且评估合格，并建立档案", "2年=2年 且:and! 并:and!"),
    ("专职或兼职，登记或者备案", "或:or! 或者:or!"),
    ("如委托非本地区机构运营的", "如:if 非:not"),
    ("若未达到登记条件", "若:if 未:not 达到:≥"),
    ("对规模较大但达不到登记条件的组织", "对:if 达不到:< 不:not"),
    ("对其活动进行指导，对社会组织建立入驻制度", ""),
    ("有条件的地方，凡申请的", "有条件的:if 凡:if"),
    ("优于全省平均水平，高于上年", "优于:> 高于:>"),
    ("县级以上人民政府，以下简称平台", "以上:≥?"),
    ("要不断加强，应用好资金，资金可用于培训，可选择承诺", "要:is-to 可:may 可:may"),
    ("平台应有固定场地，应征求意见，发挥应有的作用", "应:shall 应:shall"),
    ("民政部门应对社会组织进行评估，应对突发事件", "应:shall"),
    ("并重点培育，理事与会员不同意的，或许可事项", "并:and! 不:not 或:or!"),
    ("没有异议，无违法记录，不予评估", "没有:not 无:not 不:not"),
]

TRAPS = [
    word
    for row in (
        "充分 效应 相应 应急 供应 响应 适应 回应 应用 需要 主要 重要 要素 要求 必要 需求 可持续 可复制 可推广性 认可",
        "许可 可操作 可使用 可能 统一 一般性 一定 一致 一体化 十分重要 部分 分别 分类 进一步 唯一 万一 平均 首都 所有权 参与",
        "给予 和谐 总和 及时 涉及 合并 不断 不仅 无论 无偿 未来 非常 民办非企业 如下 例如 圆满 满意 到达 各自 引导员",
        "支持性 不可抗力 非凡 与时俱进 千家万户 百姓",
    )
    for word in row.split()
]


@pytest.mark.parametrize(("text", "marks"), [*FIGURES, *PLACES, *WORDS])
def test_sentences(text: str, marks: str) -> None:
    assert told(text) == marks


@pytest.mark.parametrize("word", TRAPS)
@pytest.mark.parametrize("sentence", ["{}", "加强{}工作", "，{}，"])
def test_words_that_only_look_like_marks(word: str, sentence: str) -> None:
    assert told(sentence.format(word)) == ""


def test_the_comparison_of_a_figure_is_one_of_the_marks() -> None:
    marks = read_marks("得分不低于80%，74分以下")
    governed = [m for m in marks if isinstance(m, Figure)]
    assert [m.word for m in governed] == [m for m in marks if isinstance(m, Comparison)]


def test_an_open_word_is_strict_where_the_number_is_not_included() -> None:
    words_of = [m for m in read_marks("60%以上，74分以下，90分及以上，超过3次") if isinstance(m, Comparison)]
    assert [(m.op, m.strict) for m in words_of] == [("ge", "gt"), ("le", "lt"), ("ge", "ge"), ("gt", "gt")]


def test_what_is_normative() -> None:
    text = "1. 《方案（2021—2023年）》第三条和“两委”班子，2021年底应每年至少3次、一批3A级或75-89分"
    assert [m.text for m in read_marks(text) if m.normative] == [
        "2021年底", "应", "每年", "至少", "3次", "一批", "3A级", "75-89分",
    ]  # fmt: skip


def test_duty_words_are_those_of_the_language() -> None:
    for row in MODALITIES:
        sentence = f"{row.zh}建立制度"
        assert [(m.text, m.twin) for m in read_marks(sentence) if isinstance(m, Duty)] == [(row.zh, row.en)]


def test_units_are_those_of_the_language() -> None:
    for symbol in UNITS:
        figure = next(m for m in read_marks(f"不少于3{symbol}") if isinstance(m, Figure))
        assert (figure.unit, figure.kind) in ((symbol, "number"), ("", "date")), symbol


SENTENCES = [
    ("面积不少于300平方米；功能合理。", ["面积不少于300平方米；", "功能合理。"]),
    ("完善社区党组\n\n织，与社区\n\n组织联系制度。", ["完善社区党组", "织，与社区\n\n组织联系制度。"]),
    ("加快形成共治共管、\n\n共建共享的格局。", ["加快形成共治共管、\n\n共建共享的格局。"]),
    ("一、总体要求\n（一）指导思想\n以人民为中心。", ["一、总体要求", "（一）指导思想", "以人民为中心。"]),
    ("# 标题\n正文。", ["标题", "正文。"]),
    ("印发《行动方案\n\n（2021年）。》的通知", ["印发《行动方案\n\n（2021年）。》的通知"]),
    ("他说：“很好。”随后离开。", ["他说：“很好。”", "随后离开。"]),
    ("称“甲。乙”者。“丙”", ["称“甲。乙”者。", "“丙”"]),
    ("枢纽\t18\t<p>1. 调研。</p><p>2. 链接</p>", ["枢纽", "18", "1. 调研。", "2. 链接"]),
    ("10\t1. 党群服务。", ["10", "1. 党群服务。"]),
    ("| 项目 | 分值 |\n|---|---|\n| 场地 | 15 |", ["项目", "分值", "场地", "15"]),
    ("各县民政局：\n为贯彻落实，制定方案。", ["各县民政局：", "为贯彻落实，制定方案。"]),
    ("\n \n", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), SENTENCES)
def test_sentences_of_a_text(text: str, found: list[str]) -> None:
    assert [s.text for s in sentences(text)] == found


@pytest.mark.parametrize("pack", ["wenzhou_2021", "zhejiang_2021"])
def test_marks_of_the_packs(pack: str, text_snapshot: SnapshotAssertion) -> None:
    text = (POLICIES / pack / "source.md").read_text("utf-8")
    marks = read_marks(text)
    lines = []
    for sentence in sentences(text):
        within = [m for m in marks if sentence.start <= m.start < sentence.end]
        lines += ["".join(sentence.text.split()), *(f"    {shown(m)}" for m in within if m.text != "、")]
    assert "\n".join(lines) + "\n" == text_snapshot


# Properties.


def chinese(value: int) -> str:
    """A number up to 99,999 as it is written out."""
    if value < 10:
        return "零一二三四五六七八九"[value]
    power, sign = next((p, s) for p, s in ((10_000, "万"), (1000, "千"), (100, "百"), (10, "十")) if value >= p)
    first, rest = divmod(value, power)
    gap = "零" if rest and rest * 10 < power else ""
    head = chinese(first) + sign
    tail = chinese(rest) if rest else ""
    return head + gap + ("一" if tail.startswith("十") else "") + tail


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in text)


@given(st.integers(0, 99_999))
def test_numerals_are_read_as_they_are_written(value: int) -> None:
    assert numeral_value(chinese(value)) == value


@given(st.integers(0, 99_999), st.sampled_from(["{}名", "不少于{}平方米", "满{}年的", "每季度开展{}次"]))
def test_figures_are_read_as_they_are_written(value: int, sentence: str) -> None:
    for written in (str(value), full_width(str(value)), chinese(value)):
        if "年" in sentence and value in range(1000, 3000) and written != chinese(value):
            continue  # a calendar year
        assert [(m.low, m.high) for m in read_marks(sentence.format(written)) if isinstance(m, Figure)] == [(value, value)], written


@given(st.integers(1, 99), st.integers(1, 99))
def test_shares_are_read_as_they_are_written(part: int, whole: int) -> None:
    for written in (f"{chinese(whole)}分之{chinese(part)}", f"{whole}分之{part}"):
        figure = next(m for m in read_marks(f"不低于{written}") if isinstance(m, Figure))
        assert (figure.low, figure.unit) == (Fraction(part, whole), "%")


PIECES = [t for t, _ in (*FIGURES, *PLACES, *WORDS)] + [*"，。；、“”《》（）\n\t \u3000每一十百万0123456789%-至年月日"] + TRAPS
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=40)


@given(TEXTS)
def test_marks_are_slices_of_the_text_in_order(text: str) -> None:
    marks = read_marks(text)
    assert all(m.text == text[m.start : m.end] and m.start < m.end for m in marks)
    assert [m.start for m in marks] == sorted(m.start for m in marks)
    figures = [m for m in marks if isinstance(m, Figure)]
    assert all(a.end <= b.start for a, b in pairwise(figures))


@given(TEXTS)
def test_sentences_hold_every_mark_and_are_slices_in_order(text: str) -> None:
    found = sentences(text)
    assert all(s.text == text[s.start : s.end] and s.text.strip() for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(any(s.start <= m.start and m.end <= s.end for s in found) for m in read_marks(text))


@pytest.mark.parametrize("unit", ["1", "一", "“", "《", "每1", "(含", "至少a", "1\n", "对a", "<p", "1至", "三分之", "(", "、"])
def test_time_grows_with_the_length_of_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begun = time.process_time()
        read_marks(text)
        return time.process_time() - begun

    assert min(seconds(40_000) for _ in range(2)) < 20 * max(seconds(5_000), 0.001)
