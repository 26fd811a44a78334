"""`read`: the rules in words say what will be computed, and nothing of how it was written."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from difflib import unified_diff
from html.parser import HTMLParser
from pathlib import Path
from shutil import copytree
from typing import get_args

import pytest
from syrupy.assertion import SnapshotAssertion

import policyrules
from policyrules.cli import main
from policyrules.language.vocabulary import COMPARATORS
from policyrules.text import markdown
from policyrules.text.read import ReadFormat
from policyrules.text.read.words import chinese

ROOT = Path(__file__).parents[1]
PACKS = (
    "wenzhou_2021",
    "zhejiang_2021",
    str(ROOT / "examples/rubrics/foshan_2016"),
    str(ROOT / "examples/rubrics/social_org_grades"),
)
LANGS: tuple[policyrules.Lang, ...] = ("zh", "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("pack", PACKS, ids=lambda p: Path(p).name)
def test_how_the_rules_read(pack: str, lang: policyrules.Lang, text_snapshot: SnapshotAssertion) -> None:
    assert policyrules.load(pack).read(lang) == text_snapshot


RULES = """\
政策 demo “示例”
对象 平台 as platform “乡镇平台”
    面积 as area：数 平方米，不小于 0
    合格 as sound：是否
    活动 as activities：明细
        日期 as date：日期
    评级 as rating：级别 1A < 2A < 3A
参数 够大 as enough = 300 平方米    假定 界限 “示例”
评分 测评 as score 对象 平台 满分 9 分
    考核期 测评日所在年
    项目 场地 as premises 5 分
        若 面积 不少于 够大，得 5 分
        否则 按 面积 / 够大 折算
    项目 活动 as events 2 分
        若 每季度 活动 至少 1次 且 合格，得 2 分
    项目 评级 as rated 2 分
        若 评级 达到 2A，得 2 分
    等级
        好 as good：总分 6分及以上
        差 as poor：其余
"""
SAME = (
    ("不少于 够大", "达到 够大"),
    ("不少于 够大", "≥ 够大"),
    ("不少于 够大", "不小于 300 平方米"),
    ("面积 不少于 够大", "够大 不超过 面积"),
    ("每季度 活动 至少 1次 且 合格", "（每季度 活动 不少于 1次） 且 合格 为 是"),
    ("评级 达到 2A", "评级 2A及以上"),
    ("总分 6分及以上", "总分 不低于 6 分"),
    ("否则 按 面积 / 够大 折算", "否则 按 面积 / 300平方米 折算    # 注"),
)


def reading(tmp_path: Path, text: str, lang: policyrules.Lang = "zh") -> str:
    file = tmp_path / "rules.policy"
    file.write_text(text, "utf-8")
    return policyrules.load(file).read(lang)


@pytest.mark.parametrize(("was", "becomes"), SAME, ids=lambda t: t)
def test_what_means_the_same_reads_the_same(tmp_path: Path, was: str, becomes: str) -> None:
    assert was in RULES
    assert reading(tmp_path, RULES.replace(was, becomes)) == reading(tmp_path, RULES)


@pytest.mark.parametrize("op", ["ge", "gt", "le", "lt"])
def test_every_word_of_a_comparison_reads_as_its_sign_does(tmp_path: Path, op: str) -> None:
    words = [w for w in COMPARATORS if w.op == op and not w.postfix and w.zh not in ("早于", "晚于", "不早于", "不晚于")]
    said = {reading(tmp_path, RULES.replace("不少于 够大", f"{w.zh} 够大")) for w in words}
    assert len(words) > 3
    assert len(said) == 1


def test_the_vocabulary_makes_no_difference(tmp_path: Path) -> None:
    file = tmp_path / "rules.policy"
    file.write_text(RULES, "utf-8")
    before = {lang: policyrules.load(file).read(lang) for lang in LANGS}
    assert main(["fmt", "--lang", "en", str(file)]) == 0
    assert file.read_text("utf-8").startswith("policy demo")
    assert {lang: policyrules.load(file).read(lang) for lang in LANGS} == before


def test_a_changed_threshold_is_a_changed_line(tmp_path: Path) -> None:
    before = reading(tmp_path, RULES).splitlines()
    after = reading(tmp_path, RULES.replace("若 面积 不少于 够大", "若 面积 不少于 260平方米")).splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(changed) == 1
    assert "300平方米" in changed[0][0]
    assert "260平方米" in changed[0][1]


@pytest.fixture(scope="module")
def with_a_standard(tmp_path_factory: pytest.TempPathFactory) -> tuple[policyrules.Policy, policyrules.Policy]:
    """The Wenzhou pack, and the same with a threshold changed and the reason for it."""
    pack = Path(copytree(ROOT / "policies" / "wenzhou_2021", tmp_path_factory.mktemp("packs") / "mine"))
    file, head = pack / "platform.policy", "评分 平台测评 as"
    text = file.read_text("utf-8").replace("300平方米，", "面积线，").replace("/ 300平方米", "/ 面积线")
    file.write_text(text.replace(head, f"参数 面积线 = 260平方米    假定 界限 “本市细则”\n\n{head}"), "utf-8")
    return policyrules.load("wenzhou_2021"), policyrules.load(pack)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", get_args(ReadFormat))
def test_an_added_assumption_changes_nothing_elsewhere(
    with_a_standard: tuple[policyrules.Policy, policyrules.Policy], lang: policyrules.Lang, form: ReadFormat
) -> None:
    before, after = (policy.read(lang, form).replace("><", ">\n<").splitlines() for policy in with_a_standard)
    changes = [line for line in unified_diff(before, after, n=0) if line[0] in "+-" and line[:3] not in ("+++", "---")]
    assert any("300" in line for line in changes if line[0] == "-")
    assert any("260" in line for line in changes if line[0] == "+")
    assert any("本市细则" in line for line in changes if line[0] == "+")
    assert len(changes) <= 3, changes


@pytest.mark.parametrize(("form", "written"), [("text", str), ("markdown", markdown.escape), ("html", html.escape)])
def test_every_assumption_is_told(form: ReadFormat, written: Callable[[str], str]) -> None:
    for pack in PACKS:
        policy = policyrules.load(pack)
        told = policy.read(format=form)
        assert [a.text for a in policy.program.assumptions if written(a.text) not in told] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("pack", PACKS, ids=lambda p: Path(p).name)
def test_the_page_is_whole_and_needs_nothing_else(pack: str, lang: policyrules.Lang) -> None:
    class Page(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: list[str] = []
            self.ids: set[str] = set()
            self.links: set[str] = set()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            assert not {"src", "onload", "onclick"} & given.keys()
            if tag != "meta":
                self.open.append(tag)
            if found := given.get("id"):
                assert found not in self.ids
                self.ids.add(found)
            if found := given.get("href"):
                assert found.startswith("#")
                self.links.add(found[1:])

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in ("line", "rect")

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    page, text = Page(), policyrules.load(pack).read(lang, "html")
    page.feed(text)
    assert not page.open
    assert page.links <= page.ids
    assert "http" not in text


def test_a_page_keeps_marks_of_names_and_quotes(tmp_path: Path) -> None:
    file = tmp_path / "rules.policy"
    file.write_text(RULES.replace("“示例”", "“<b>甲</b> & 乙”"), "utf-8")
    page = policyrules.load(file).read(format="html")
    assert "<b>" not in page
    assert "&lt;b&gt;甲&lt;/b&gt; &amp; 乙" in page


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_the_command(capsysbinary: pytest.CaptureFixture[bytes], format: ReadFormat) -> None:
    assert main(["read", "zhejiang_2021", "--format", format, "--lang", "zh"]) == 0
    assert capsysbinary.readouterr().out.decode() == policyrules.load("zhejiang_2021").read("zh", format)


def test_a_broken_pack_is_told_and_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rules.policy").write_text(RULES.replace("得 2 分", "得 3 分"), "utf-8")
    assert main(["read", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert re.search(r"C\d+", err)


def test_a_format_there_is_not() -> None:
    with pytest.raises(ValueError, match="text, markdown, html"):
        policyrules.load("zhejiang_2021").read(format="pdf")  # type: ignore[arg-type]


def test_numerals() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 23, 99)] == ["一", "十", "十一", "二十", "二十三", "九十九"]
