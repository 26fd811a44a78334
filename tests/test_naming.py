"""Names and templates of names: the engine against the plainest way to find the same, over small templates and alphabets."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyrules.language.naming import Cost, Parse, Slot, made, parses, repair

TEXTS = st.text("ab𠮷", min_size=1, max_size=3)
SLOTS = st.builds(
    Slot,
    st.none() | st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    st.sampled_from(("required", "required", "optional", "absent")),
    st.lists(TEXTS, max_size=2).map(tuple),
    st.booleans(),
)
TEMPLATES = st.lists(SLOTS, min_size=1, max_size=4).map(tuple)
NAMES = st.text("ab𠮷", max_size=6)
MANY = 10_000


# ---------------------------------------------------------------- the plainest way


def every_parse(slots: Sequence[Slot], name: str) -> Iterator[Parse]:
    """Every way to take a name apart, found by trying everything."""
    if not slots:
        if not name:
            yield ()
        return
    slot, rest = slots[0], slots[1:]
    held: list[str | None] = [None] if slot.need != "required" else []
    if slot.need != "absent":
        ends = range(1, len(name) + 1)
        held += [name[:end] for end in ends if slot.texts is None or name[:end] in slot.texts]
    for text in held:
        for below in every_parse(rest, name[len(text or "") :]):
            yield (text, *below)


def slips(text: str, other: str) -> int:
    """Edit distance, by its definition."""
    if not text or not other:
        return len(text) + len(other)
    same = slips(text[1:], other[1:]) + (text[0] != other[0])
    return min(same, slips(text[1:], other) + 1, slips(text, other[1:]) + 1)


def least(slots: Sequence[Slot], name: str, extra: bool = True) -> Cost:
    """The least that is wrong with a name, by trying everything."""
    best: list[Cost] = [(0, 0, 0)] if not slots and not name else []
    if extra:
        best += [_more(least(slots, name[end:], False), 1, 0, end) for end in range(1, len(name) + 1)]
    if slots:
        slot, rest = slots[0], slots[1:]
        if slot.need != "required":
            best.append(least(rest, name))
        else:
            lacking = min(map(len, slot.texts)) if slot.texts else 1
            best.append(_more(least(rest, name), 1, slot.guessed, lacking))
        for end in range(1, len(name) + 1):
            told = _told(slot, name[:end])
            if told is not None:
                best.append(_more(least(rest, name[end:]), *told))
    return min(best, default=(99, 99, 99))


def _told(slot: Slot, found: str) -> Cost | None:
    """What is wrong with a text in a slot; None where it is not told as a text of this slot."""
    if slot.need == "absent":
        return (1, 0, 0) if slot.texts and found in slot.texts else None
    if slot.texts is None or found in slot.texts:
        return (0, 0, 0)
    return (1, slot.guessed, 1 if found in slot.others else min(slips(text, found) for text in slot.texts))


def _more(cost: Cost, faults: int, guesses: int, characters: int) -> Cost:
    return (cost[0] + faults, cost[1] + guesses, cost[2] + characters)


# ---------------------------------------------------------------- the engine against it


@given(TEMPLATES, NAMES)
def test_every_parse_is_found_once(slots: tuple[Slot, ...], name: str) -> None:
    found = parses(slots, name, MANY)
    assert len(set(found)) == len(found)
    assert set(found) == set(every_parse(slots, name))
    assert parses(slots, name, 1) == found[:1]
    assert (len(parses(slots, name, 2)) > 1) is (len(set(every_parse(slots, name))) > 1)


@given(TEMPLATES, NAMES)
def test_what_is_told_is_the_least(slots: tuple[Slot, ...], name: str) -> None:
    found = repair(slots, name)
    assert found.cost == least(slots, name)
    assert found.cost[0] == len(found.faults)
    assert (not found.faults) is bool(parses(slots, name, 1))
    assert made(found.held) == name or any(f.kind == "extra" and f.slot is None for f in found.faults)


@given(TEMPLATES, NAMES)
def test_a_name_mended_as_told_fits(slots: tuple[Slot, ...], name: str) -> None:
    mended, at = "", 0
    for fault in repair(slots, name).faults:
        assert name.startswith(fault.found, fault.at)
        assert at <= fault.at
        free = fault.slot is not None and fault.kind == "missing" and slots[fault.slot].texts is None
        mended += name[at : fault.at] + (fault.expected or ("a" if free else ""))
        at = fault.at + len(fault.found)
    assert parses(slots, mended + name[at:], 1)


@given(TEMPLATES, st.data())
def test_a_name_that_was_made_is_taken_apart_into_its_parts(slots: tuple[Slot, ...], data: st.DataObject) -> None:
    parts = data.draw(parts_of(slots))
    assert parts in parses(slots, made(parts), MANY)


@given(TEMPLATES, st.data())
def test_a_name_that_was_changed_is_refused_where_nothing_else_reads_it(slots: tuple[Slot, ...], data: st.DataObject) -> None:
    """A part left out, two parts the other way round, something put in front."""
    parts = list(data.draw(parts_of(slots)))
    place = data.draw(st.integers(0, len(parts) - 1))
    other = data.draw(st.integers(0, len(parts) - 1))
    swapped = list(parts)
    swapped[place], swapped[other] = swapped[other], swapped[place]
    for changed in (made((*parts[:place], *parts[place + 1 :])), made(swapped), data.draw(TEXTS) + made(parts)):
        assert bool(repair(slots, changed).faults) is not any(True for _ in every_parse(slots, changed))


def parts_of(slots: Sequence[Slot]) -> st.SearchStrategy[Parse]:
    """What a template may hold."""
    held = []
    for slot in slots:
        texts: st.SearchStrategy[str | None] = TEXTS if slot.texts is None else st.sampled_from(slot.texts)
        left_out: st.SearchStrategy[str | None] = st.none()
        held.append({"required": texts, "optional": texts | left_out, "absent": left_out}[slot.need])
    return st.tuples(*held)


# ---------------------------------------------------------------- what is told

COUNTY = Slot(("鹿城区",), others=("瓯海区", "乐清市"))
PREFIX, NO_PREFIX = Slot(("温州市",)), Slot(("温州市",), "absent")
TOWN, VILLAGE, BUSINESS = Slot(None), Slot(None, "optional"), Slot(None)
SUFFIX = Slot(("协会", "促进会", "联合会"))


def told(slots: Sequence[Slot], name: str) -> list[tuple[str, int | None, str, str]]:
    return [(f.kind, f.slot, f.expected, f.found) for f in repair(slots, name).faults]


def test_a_prefix_that_is_missing() -> None:
    assert told((PREFIX, COUNTY, TOWN, SUFFIX), "鹿城区五马街道协会") == [("missing", 0, "温州市", "")]


def test_a_prefix_that_has_no_place_here() -> None:
    assert told((NO_PREFIX, COUNTY, TOWN, SUFFIX), "温州市鹿城区五马街道协会") == [("extra", 0, "", "温州市")]


def test_another_county_is_wrong_rather_than_missing_and_part_of_the_town() -> None:
    assert told((PREFIX, COUNTY, TOWN, SUFFIX), "温州市瓯海区五马街道协会") == [("wrong", 1, "鹿城区", "瓯海区")]


def test_a_slip_is_told_beside_the_nearest_text() -> None:
    assert told((PREFIX, COUNTY, SUFFIX), "温州市鹿城曲促进会") == [("wrong", 1, "鹿城区", "鹿城曲")]
    assert told((PREFIX, COUNTY, SUFFIX), "温州市鹿城区促近会") == [("wrong", 2, "促进会", "促近会")]


def test_a_space_and_a_full_width_letter_are_differences() -> None:
    assert told((PREFIX, COUNTY, SUFFIX), "温州市 鹿城区协会") == [("extra", None, "", " ")]
    assert told((Slot(("A1社",)), SUFFIX), "Ａ1社协会") == [("wrong", 0, "A1社", "Ａ1社")]


def test_a_name_that_is_empty_lacks_every_part() -> None:
    assert told((PREFIX, TOWN, VILLAGE, SUFFIX), "") == [
        ("missing", 0, "温州市", ""),
        ("missing", 1, "", ""),
        ("missing", 3, "协会", ""),
    ]


def test_a_template_that_holds_nothing() -> None:
    assert parses((), "", 5) == [()]
    assert told((), "甲") == [("extra", None, "", "甲")]


def test_a_case_that_is_tried_is_doubted_before_the_name() -> None:
    """鹿城区 as another county would be one part that is wrong as well, but speaks against the case."""
    guessed = Slot(("龙港市",), guessed=True)
    assert repair((NO_PREFIX, guessed, TOWN), "龙湾区永中街道").cost > repair((PREFIX, COUNTY, TOWN), "鹿城区永中街道").cost


# ---------------------------------------------------------------- how long it takes


def test_ten_thousand_characters_are_taken_apart_at_once() -> None:
    name = "温州市鹿城区" + "甲" * 10_000 + "协会"
    start = time.process_time()
    assert len(parses((PREFIX, COUNTY, TOWN, VILLAGE, BUSINESS, SUFFIX), name, 20)) == 20
    assert parses((PREFIX, COUNTY, SUFFIX), name, 20) == []
    assert time.process_time() - start < 2


@pytest.mark.parametrize("slots", [[Slot(("a",), "optional")] * 40, [Slot(None)] * 40, [Slot(("a", "aa"))] * 40])
def test_no_template_makes_it_try_everything(slots: list[Slot]) -> None:
    start = time.process_time()
    for name in ("a" * 80 + "b", "a" * 80, "".join(map("".join, product("ab", repeat=4)))):
        parses(slots, name, 20)
        repair(slots, name)
    assert time.process_time() - start < 5
