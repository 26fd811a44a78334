"""Classes and requirements against brute force: what is said of unknown facts holds of every completion of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from packs import Built, build_texts

from policyrules.result import ClassResult, RequirementResult, Result

DOMAINS: dict[str, tuple[Any, ...]] = {
    "a": (True, False),
    "b": (True, False),
    "n": (0, 1, 2, 3),
    "k": ("红", "黄", "蓝"),
}
SUBJECT = """\
政策 demo “示例”
对象 组织 as group
    甲 as a：是否
    乙 as b：是否
    数目 as n：整数 个，不小于 0，不大于 3
    颜色 as k：选项 红、黄、蓝
"""
STRICT = ("", "    程度 应", "    程度 一般", "    程度 鼓励")
FEW = settings(max_examples=150, deadline=None)


def condition(random: Random, classes: int, deep: int = 2) -> str:
    """A condition over the facts and, where there are any, over the ``classes`` of the first classification."""
    kind = random.randrange(8 if deep else 5)
    match kind:
        case 0 | 1:
            return random.choice(("甲", "乙"))
        case 2 | 3:
            return f"数目 {random.choice(('不少于', '少于', '等于', '不等于'))} {random.randrange(4)}个"
        case 4:
            of_class = classes and random.random() < 0.6
            return f"类别 为 第{'一二三'[random.randrange(classes)]}类" if of_class else f"颜色 为 {random.choice(DOMAINS['k'])}"
        case 5:
            return f"并非 （{condition(random, classes, deep - 1)}）"
    word = " 且 " if kind == 6 else " 或者 "
    return f"（{word.join(condition(random, classes, deep - 1) for _ in range(2))}）"


def program(random: Random) -> str:
    """A pack with a classification and a requirement that may read the class."""
    count = random.randint(1, 3)
    rows = [f"    第{'一二三'[n]}类 as c{n}：{condition(random, 0)}\n" for n in range(count)]
    rows += ["    其他类 as rest：其余\n"] if random.random() < 0.5 else []
    exclusive = random.choice((" 互斥", ""))
    duties = []
    for _ in range(random.randint(1, 3)):
        guard = f"若 {condition(random, count)}，" if random.random() < 0.5 else ""
        duties.append(f"    {guard}则 {condition(random, count)}{random.choice(STRICT)}\n")
    gate = f"    前提 {condition(random, count)}\n" if random.random() < 0.3 else ""
    head = f"要求 几项 as several 对象 组织{random.choice(STRICT)}\n"
    return f"{SUBJECT}分类 类别 as sort 对象 组织{exclusive}\n{''.join(rows)}{head}{gate}{''.join(duties)}"


def completions(facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every way to complete the facts."""
    lacking = [name for name in DOMAINS if name not in facts]
    for values in product(*(DOMAINS[name] for name in lacking)):
        yield facts | dict(zip(lacking, values, strict=True))


def made(random: Random) -> tuple[Built, str]:
    text = program(random)
    built = build_texts(text)
    assert built.policy is not None, f"{text}\n{built.rendered('en')}"
    return built, text


def of(result: Result) -> tuple[ClassResult, RequirementResult]:
    return result.classes["sort"], result.requirements["several"]


@FEW
@given(st.randoms(use_true_random=False))
def test_what_is_unknown_holds_every_completion(random: Random) -> None:
    built, text = made(random)
    facts = {name: random.choice(values) for name, values in DOMAINS.items() if random.random() < 0.5}
    excused = {"exceptions": {"several": {"judge": "科长", "reason": "新设"}}}
    takes = of(built.usable.evaluate({}))[1].rule.excusable
    extra: dict[str, Any] = excused if takes and random.random() < 0.5 else {}
    sort, several = of(built.usable.evaluate(facts | extra))
    note = f"{text}\n{facts} {extra}"
    for whole in completions(facts):
        full, duty = of(built.usable.evaluate(whole | extra))
        assert full.missing == duty.missing == (), note
        assert set(full.classes) <= set(sort.classes), note
        assert full.conflict or (full.name is not None) == bool(full.classes), note
        assert sort.name is None or full.name == sort.name, note
        assert full.conflict or not sort.conflict, note
        assert not full.unclassed or sort.unclassed, note
        for row, then in zip(sort.rows, full.rows, strict=True):
            assert row.holds in (None, then.holds), note
        assert duty.findings <= several.findings, note
        assert several.finding in ("unknown", duty.finding), note
        for line, then_line in zip(several.lines, duty.lines, strict=True):
            assert then_line.findings <= line.findings, note  # in a conflict of classes it may not be known even then
            assert line.applies in (None, then_line.applies), note


@FEW
@given(st.randoms(use_true_random=False))
def test_the_class_and_the_finding_are_what_the_rows_say(random: Random) -> None:
    """Worked out anew from whether each row and each line holds."""
    built, text = made(random)
    facts = {name: random.choice(values) for name, values in DOMAINS.items()}
    sort, several = of(built.usable.evaluate(facts))
    held = [row.id for row in sort.rows if row.holds]
    if sort.rule.exclusive and len(held) > 1:
        assert (sort.name, sort.conflict, list(sort.classes)) == (None, True, held), text
        return
    assert (sort.name, sort.conflict, list(sort.classes)) == (held[0] if held else None, False, held[:1]), text
    order = ["breach", "explain", "not_taken", "met", "not_applicable"]
    for line in several.lines:
        unmet = line.modality.unmet if line.modality else "breach"
        assert line.finding == ("not_applicable" if not line.applies else "met" if line.holds else unmet), text
    assert several.finding == min((line.finding for line in several.lines), key=order.index), text


@FEW
@given(st.randoms(use_true_random=False))
def test_overlaps_that_are_told_are_there(random: Random) -> None:
    """A warning names classes that hold together for some facts; where none is given and every fact could be tried, none do."""
    built, text = made(random)
    told = [p for p in built.problems if p.code == "L160"]
    rule = of(built.usable.evaluate({}))[0].rule
    overlap = any(of(built.usable.evaluate(whole))[0].conflict for whole in completions({}))
    assert bool(told) == (rule.exclusive and overlap), text
