"""The index: what counts as the same text, and what the sections of a text are."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from quoting import INDEX, REAL, ask, only, place

from policyrules.provenance.normal import essence
from policyrules.provenance.passages import Hit, Passages
from policyrules.source import Source

# ---------------------------------------------------------------- the essence of a text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("面积 一般\u3000不少于\n300 平方米", "面积一般不少于300平方米"),
        ("\ufeff面积\u200b一般\u00ad", "面积一般"),
        ("<p>1. 发展调研。</p>", "1.发展调研。"),
        ('<td colspan="2">专业<br/>服务</TD><!-- 表 -->', "专业服务"),
        ("**关于印发**\n## 通知", "关于印发通知"),
        ("| 实体运作 | 15 |\n|---|:--:|\n| 专业运营 |", "实体运作15专业运营"),
        ("１００％（２０２１）", "100%(2021)"),
        ("“枫桥经验”", "「枫桥经验」"),
        ("“枫桥经验”", '"枫桥经验"'),
        ("1—2名", "1–2名"),
        ("1—2名", "1-2名"),
        ("温民社组〔2021〕122号", "温民社组[2021]122号"),
        ("二○二一年", "二〇二一年"),
        ("⽂件", "文件"),  # a Kangxi radical, as text copied from a PDF has it
        (r"1\. 完善", "1. 完善"),
    ],
)
def test_the_same_text_written_otherwise(one: str, other: str) -> None:
    assert essence(one) == essence(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("300", "30"),
        ("超过50%", "达到50%"),
        ("3*5", "35"),
        ("①", "1"),
        ("面积<300且>200", "面积"),
        ("，", "。"),
        ("3A", "3a"),
        ("——", "—"),
    ],
)
def test_other_text_stays_other(one: str, other: str) -> None:
    assert essence(one) != essence(other)


@given(st.text(alphabet="<p>/b|*#\\- \n\t:&nbsp;!３甲a“”①㎡\u200b", max_size=60), st.data())
def test_a_stretch_between_kept_characters_reads_as_it_does_in_the_whole(text: str, data: st.DataObject) -> None:
    index = Passages.of(Source("a", text))
    assert index.text == essence(text)
    assume(index.text)
    low = data.draw(st.integers(0, len(index.text) - 1))
    high = data.draw(st.integers(low + 1, len(index.text)))
    start, end = index.raw(Hit(low, high))
    assert essence(text[start:end]) == index.text[low:high]
    assert index.kept(start, end) == Hit(low, high)


# ---------------------------------------------------------------- sections

TREE = dedent("""\
    关于平台的通知
    一、总体要求
    每年开展一次调研。
    （一）指导思想
    每年开展一次培训。
    （二）目标
    每年开展一次测评。
    二、工作任务
    （一）指导思想
    每年开展一次活动。
    附件1：评分表
    一、平台
    每年开展一次评比。
    附件2
    项目\t分值\t要点
    实体运作\t15\t面积达到标准。
    1. 每年开展一次调研。
    专业运营\t10\t每年开展一次调研。
    备注：每年开展一次公示。
    """)


@pytest.mark.parametrize(
    ("section", "quote", "inside"),
    [
        ("一、", "每年开展一次调研", True),
        ("一、总体要求", "每年开展一次测评", True),
        ("总体要求", "每年开展一次培训", True),
        ("一、（一）", "每年开展一次培训", True),
        ("一、（一）", "每年开展一次测评", False),
        ("二、", "每年开展一次活动", True),
        ("二、", "每年开展一次评比", False),
        ("工作任务 指导思想", "每年开展一次活动", True),
        ("工作任务 指导思想", "每年开展一次培训", False),
        ("附件1", "每年开展一次评比", True),
        ("附件１：评分表", "每年开展一次评比", True),
        ("附件", "每年开展一次评比", True),
        ("附件", "每年开展一次公示", True),
        ("附件1", "每年开展一次公示", False),
        ("附件2", "每年开展一次公示", True),
        ("实体运作", "每年开展一次调研", True),
        ("专业运营", "每年开展一次调研", True),
        ("附件2 专业运营", "每年开展一次调研", True),
        ("实体运作", "每年开展一次公示", False),
        ("备注", "每年开展一次公示", True),
        ("关于平台", "关于平台的通知", True),
        ("每年开展一次测", "每年开展一次测评", True),
    ],
)
def test_what_a_section_holds(section: str, quote: str, inside: bool) -> None:
    found, problems = ask(quote, section, TREE)
    assert [p.code for p in problems] == ([] if inside else ["Q107"])
    assert found is None or found.section == section


def test_the_annex_of_the_notice_runs_to_its_end() -> None:
    (annex,) = INDEX.sections("附件")
    start, end = INDEX.raw(annex)
    assert REAL.text[start:].startswith("附件：乡镇（街道）")
    assert end == len(REAL.text.rstrip())
    for row, says in {"实体运作": "面积一般不少于300平方米", "专业运营": "不低于3A级", "社会评价": "综合评价与认可情况"}.items():
        (inner,) = INDEX.sections(row)
        assert essence(says) in INDEX.text[slice(*inner)]
        assert annex.low < inner.low < inner.high < annex.high
    assert place("90分及以上为示范型，75-89分为完善型", "备注").section == "备注"


@pytest.mark.parametrize(
    "table",
    [
        "| 项目 | 要点 |\n|---|---|\n| 实体运作 | 每年一次。 |\n| 专业运营 | 每季一次，每年一次。 |\n",
        "| 1 | 实体运作 | 每年一次。 |\n| 2 | 专业运营 | 每季一次，每年一次。 |\n",
        "<table><tr><td>实体运作</td><td>每年一次。</td></tr><tr><td>专业运营</td><td>每季一次，每年一次。</td></tr></table>",
        "<table>\n<tr>\n<td>1</td>\n<td>实体运作</td>\n<td>每年一次。</td>\n</tr>\n<tr>\n<td>2</td>\n<td>专业运营</td>\n<td>每年一次。</td>",
        "实体运作\n每年一次。\n\n专业运营\t每年一次。",
    ],
)
def test_rows_of_every_kind_of_table(table: str) -> None:
    first, second = place("每年一次", "实体运作", table), place("每年一次", "专业运营", table)
    assert first.start < table.index("专业运营") < second.start


def test_markdown_headings_rank_by_their_marks() -> None:
    text = "# 总则\n每年一次。\n## 范围\n每月一次。\n# 附则\n**一、解释**\n每天一次。\n"
    assert place("每月一次", "总则", text).section == "总则"
    assert place("每月一次", "", text).section == "范围"
    assert place("每天一次", "", text).section == "一、"
    assert only("每天一次", "总则", text).code == "Q107"
