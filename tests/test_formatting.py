"""`fmt`: canonical text that keeps comments and blank lines, means the same, and survives the way into the other vocabulary."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policyrules.cli import main
from policyrules.formatting import formatted
from policyrules.language.vocabulary import Side
from policyrules.passes.parse import parse
from policyrules.source import Source
from policyrules.text.lines import WIDEST, fold
from policyrules.text.width import width

ROOT = Path(__file__).parents[1]
FILES = sorted(
    f for folder in ("policies", "examples", "src/policyrules/template", "tests/data") for f in (ROOT / folder).rglob("*.policy")
)
SMALL = ROOT / "policies" / "wenzhou_2021" / "targets.policy"


def made(text: str, side: Side | None = None) -> str:
    return formatted(Source("rules.policy", text), side).sure


def comments(text: str) -> list[str]:
    return re.findall(r"#[^\n]*", text)


@pytest.mark.parametrize("folder", sorted({f.parent for f in FILES}), ids=lambda f: f.name)
def test_every_pack_is_canonical_and_goes_into_english_and_back(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fmt", "--check", str(folder)]) == 0, capsys.readouterr().out
    pack = Path(copytree(folder, tmp_path / "pack"))
    files = sorted(pack.glob("*.policy"))
    before = [file.read_bytes() for file in files]
    trees = [parse(Source(file.name, file.read_text("utf-8"))).sure for file in files]
    assert main(["fmt", "--lang", "en", str(pack)]) == 0
    english = [file.read_bytes() for file in files]
    assert all(a != b for a, b in zip(before, english, strict=True))
    assert [parse(Source(file.name, file.read_text("utf-8"))).sure for file in files] == trees
    assert [comments(text.decode()) for text in english] == [comments(text.decode()) for text in before]
    assert main(["fmt", "--lang", "zh", str(pack)]) == 0
    assert [file.read_bytes() for file in files] == before


CARD = """\
政策 demo “示例”

参数 甲 as a = 1 分    假定 分值 “未分到各句”
参数 乙乙 as second = 10 分    假定 分值 “未分到各句”
# 隔开
参数 丙 = 2%

对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    人员 as staff：明细
        在岗 as present：是否
    得票 as votes：数 分，不小于 0 分

评分 测评 as score 对象 平台 满分 20 分
    项目 场地 as premises 20 分
        若 面积 不少于 300平方米，得 甲    依据 “甲”
        若 面积 不少于 30平方米，得 乙乙    依据 “乙”
        否则 按 面积 / 300平方米 折算    假定 折算 “未写”
        若 每个 人员 均 在岗，得 2 分    没有时 视为不满足
            依据 “一个很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的依据”
    等级
        优 as good：总分 15分及以上
        良 as fair：总分 在 10 分 至 14 分 之间
        差 as poor：其余

目标 达标 as goal 对象 平台 = 面积
    2021 年底 达到 50平方米
    2022-12-30 500平方米以上    依据 “一”
    2023 年底 不可量化    依据 “二二”
"""


def test_what_belongs_together_stands_together() -> None:
    """Points apart from 分 unless a comparison word follows; the end of a year as the texts say it; columns; short words behind."""
    expected = (
        CARD.replace("甲 as a = ", "甲 as a        = ")
        .replace("= 1 分    假定", "= 1 分     假定")
        .replace("300平方米，得 甲    依据", "300平方米，得 甲     依据")
        .replace("不可量化    依据", "不可量化          依据")
    )
    assert made(CARD) == expected
    pressed = (
        CARD.replace(" 分\n", "分\n")
        .replace("15分及以上", "15 分 及以上")
        .replace("2023 年底", "2023-12-31")
        .replace("在岗，", "（在岗），")
    )
    assert made(pressed) == expected
    english = made(CARD, "en")
    assert "2023-12-31 not measurable" in english
    assert "年底" not in english
    assert made(english, "zh") == expected


def test_no_blank_line_comes_from_the_other_vocabulary() -> None:
    text = CARD.replace("# 隔开\n", "").replace("未分到各句", "文件没有写明的一句话，未分到各句，由本地自定，另行公布执行")
    canonical = made(text)
    assert canonical.count("\n    假定") == 0
    english = made(canonical, "en")
    assert english.count("\n    assume") > 0
    assert made(english, "zh") == canonical


def test_columns_end_where_they_would_be_too_wide() -> None:
    wide = CARD.replace("“未分到各句”\n参数 乙乙", "“" + "未分到各句" * 7 + "”\n参数 乙乙").replace(
        "as second", "as the_second_of_them"
    )
    assert wide != CARD
    assert "参数 甲 as a = 1 分    假定" in made(wide)


NOTES = st.sampled_from(["# 注", "# “没有结束的引号", "#", "# 一 # 二", "＃全角"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_comments_and_blank_lines_stay_wherever_they_are_put(data: st.DataObject) -> None:
    lines = SMALL.read_text("utf-8").split("\n")
    for at in sorted(data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=6)), reverse=True):
        kind = data.draw(st.sampled_from(["above", "behind", "blank"]))
        if kind == "blank":
            lines.insert(at, "")
        elif kind == "above":
            lines.insert(at, " " * data.draw(st.integers(0, 9)) + data.draw(NOTES))
        elif lines[at].strip() and "#" not in lines[at]:
            lines[at] += "  " + data.draw(NOTES)
    text = "\n".join(lines)
    canonical = made(text)
    assert sorted(comments(canonical)) == sorted(c.rstrip() for c in comments(text.replace("＃", "#")))
    assert parse(Source("rules.policy", canonical)).sure == parse(Source("rules.policy", text)).sure
    assert made(canonical) == canonical
    assert made(made(canonical, "en"), "zh") == canonical


SAID = """\
# 开头


政策 demo “示例”    # 名称

# 对象的注
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    # 最后一个字段之后
# 顶格
参数 甲 as a = 1分
参数 乙 as b = 2分   # 二

评分 测评 as score 对象 平台 满分 5分
    项目 场地 as premises 5 分

        # 面积
        若 面积 不少于 300平方米，得 5 分
            # 写在依据上面
            依据 《办法》 “不少于300平方米”
    # 评分完了
"""
KEPT = """\
# 开头

政策 demo “示例”    # 名称

# 对象的注
对象 平台 as platform
    面积 as area：数 平方米，不小于 0
    # 最后一个字段之后

# 顶格
参数 甲 as a = 1 分
参数 乙 as b = 2 分    # 二

评分 测评 as score 对象 平台 满分 5 分
    项目 场地 as premises 5 分

        # 面积
        若 面积 不少于 300平方米，得 5 分
            # 写在依据上面
            依据 《办法》 “不少于300平方米”
    # 评分完了
"""


def test_each_comment_stays_with_its_line() -> None:
    assert made(SAID) == KEPT
    assert made(SAID.replace("\n", "\r\n")) == KEPT.replace("\n", "\r\n")
    assert made("\ufeff" + SAID) == "\ufeff" + KEPT


def test_a_comment_at_the_end_stays_where_it_was() -> None:
    assert made(SAID + "# 完了\n") == KEPT + "# 完了\n"


def test_glued_words_are_taken_apart() -> None:
    glued = SAID.replace("面积 不少于 300平方米", "面积不少于300平方米")
    assert glued != SAID
    assert made(glued) == KEPT


def test_or_shows_what_and_holds_together() -> None:
    text = SAID.replace("面积 不少于 300平方米，", "面积 高于 1平方米 且 面积 低于 2平方米 或者 面积 高于 3平方米，")
    assert "（面积 高于 1平方米 且 面积 低于 2平方米） 或者 面积 高于 3平方米" in made(text)


def test_long_conditions_are_folded_in_their_brackets() -> None:
    condition = " 且 ".join(f"面积 高于 {n}平方米" for n in range(12))
    text = made(SAID.replace("面积 不少于 300平方米", f"并非 （{condition}）"))
    assert all(width(line) <= WIDEST for line in text.split("\n"))
    assert (
        parse(Source("rules.policy", text)).sure
        == parse(Source("rules.policy", SAID.replace("面积 不少于 300平方米", f"并非 （{condition}）"))).sure
    )


@pytest.mark.parametrize("side", ["zh", "en"])
def test_what_is_too_wide_gets_brackets_to_be_folded_in(side: Side) -> None:
    condition = " 且 ".join(f"面积 {n}平方米以上" for n in range(12))
    choice = " ".join(f"若 面积 高于 {n}平方米 则 {n}平方米 否则" for n in range(9)) + " 面积"
    text = SAID.replace("面积 不少于 300平方米", condition).replace("    # 评分完了", f"设 约数 as about 对象 平台 = {choice}")
    folded = made(text, side)
    assert all(width(line) <= WIDEST for line in folded.split("\n")), folded
    assert parse(Source("rules.policy", folded)).sure == parse(Source("rules.policy", text)).sure
    assert made(folded, "zh") == made(text)


def test_a_line_without_brackets_stays_as_wide_as_it_is() -> None:
    line = "    若 " + " 且 ".join(["面积 高于 1平方米"] * 12)
    assert fold(line) == line


def test_a_broken_file_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rules.policy"
    file.write_text(SAID.replace("评分", "评份"), "utf-8")
    before = file.read_bytes()
    assert main(["fmt", str(file), "--lang", "zh"]) == 1
    assert file.read_bytes() == before
    assert "评份" in capsys.readouterr().err


def test_files_are_written_in_place_and_asked_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rules.policy"
    file.write_text(SAID, "utf-8")
    (tmp_path / "notes.txt").write_text("不是规则", "utf-8")
    assert main(["fmt", "--check", str(tmp_path)]) == 1
    assert main(["fmt", "--diff", str(file)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert "-参数 甲 as a = 1分" in shown
    assert "+参数 甲 as a = 1 分" in shown
    assert file.read_text("utf-8") == SAID
    assert main(["fmt", str(tmp_path)]) == 0
    assert file.read_text("utf-8") == KEPT
    assert main(["fmt", "--check", "--diff", str(tmp_path)]) == 0
    assert "rules.policy" not in capsys.readouterr().out.split("\n", 1)[1]
    assert sorted(f.name for f in tmp_path.iterdir()) == ["notes.txt", "rules.policy"]
    assert main(["fmt", "--lang", "en", str(file)]) == 0
    assert file.read_text("utf-8").splitlines()[2] == "policy demo “示例”    # 名称"


@pytest.mark.parametrize("name", ["missing.policy", "missing"])
def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["fmt", str(tmp_path / name)]) == 1
    assert name in capsys.readouterr().err
