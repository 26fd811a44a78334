"""The three templates of names of the Wenzhou pack: what is made is right, and what is changed is refused exactly where trying
every way to read it finds none."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import policyrules
from policyrules.language import core
from policyrules.result import NameResult

POLICY = policyrules.load("wenzhou_2021")
CITY = "温州市"
DISTRICTS = ("鹿城区", "龙湾区", "瓯海区", "洞头区")
COUNTIES = (*DISTRICTS, "永嘉县", "平阳县", "苍南县", "文成县", "泰顺县", "瑞安市", "乐清市", "龙港市")
KINDS = {"社会团体": "association_name", "民办非企业单位": "service_body_name", "基金会": "foundation_name"}
FIELDS = {f.alias: f.type for subject in POLICY.subjects if subject.id == "organisation" for f in subject.fields}


def options(alias: str) -> tuple[str, ...]:
    kind = FIELDS[alias]
    assert isinstance(kind, core.Options)
    return kind.names


ENDS = {"社会团体": options("suffix"), "民办非企业单位": options("form"), "基金会": ("基金会",)}
TEXTS = {"社会团体": ("business",), "民办非企业单位": ("mark", "trade"), "基金会": ("mark",)}
WORDS = ("墨池", "五马街道", "虹桥镇", "书画", "𠮷祥", "温州市", "鹿城区", "协会", "A社", "龍")
FEW = settings(deadline=None, max_examples=150)


def judged(kind: str, name: str, **facts: Any) -> NameResult:
    given = {"sort": kind, "name": name, **facts}
    return POLICY.evaluate(given, subject="organisation").names[KINDS[kind]]


def readable(kind: str, name: str) -> bool:
    """Whether some county, end and text in between make up a name, tried one by one."""
    for county in COUNTIES:
        start = (CITY if county in DISTRICTS else "") + county
        least = len(TEXTS[kind]) + (county != "龙港市")  # one character for each text, the township among them
        for end in ENDS[kind]:
            if name.startswith(start) and name.endswith(end) and len(name) - len(start) - len(end) >= least:
                return True
    return False


@st.composite
def parts(draw: st.DrawFn) -> tuple[str, list[str], dict[str, Any]]:
    """A kind, the parts of a name of it in order, and the facts that make it."""
    kind, county = draw(st.sampled_from(tuple(KINDS))), draw(st.sampled_from(COUNTIES))
    town, village = draw(st.sampled_from(WORDS)), draw(st.sampled_from((*WORDS, "无")))
    texts = {alias: draw(st.sampled_from(WORDS)) for alias in TEXTS[kind]}
    end = draw(st.sampled_from(ENDS[kind]))
    facts = {"county": county, "town": town, "village": village, **texts}
    facts |= {"社会团体": {"suffix": end}, "民办非企业单位": {"form": end}, "基金会": {}}[kind]
    made = [CITY] if county in DISTRICTS else []
    made += [county, *([] if county == "龙港市" else [town]), *([] if village == "无" else [village]), *texts.values(), end]
    return kind, made, facts


@FEW
@given(parts())
def test_a_valid_name_is_made_and_accepted(made: tuple[str, list[str], dict[str, Any]]) -> None:
    kind, pieces, facts = made
    name = "".join(pieces)
    assert POLICY.evaluate({"sort": kind, **facts}, subject="organisation").names[KINDS[kind]].made == name
    assert judged(kind, name, **facts).finding == "met"
    assert judged(kind, name).finding == "met"


@FEW
@given(parts(), st.integers(0, 6), st.sampled_from(("delete", "swap", "prefix", "repeat")))
@example(("社会团体", ["温州市", "鹿城区", "五马街道", "墨池社区", "书画", "协会"], {}), 0, "delete")
@example(("社会团体", ["乐清市", "虹桥镇", "书画", "协会"], {}), 0, "prefix")
def test_a_changed_name_is_refused_exactly_where_no_reading_is_found(
    made: tuple[str, list[str], dict[str, Any]], place: int, change: str
) -> None:
    kind, pieces, _ = made
    at = place % len(pieces)
    match change:
        case "delete":
            changed = pieces[:at] + pieces[at + 1 :]
        case "swap":
            assume(at > 0)
            changed = [*pieces[: at - 1], pieces[at], pieces[at - 1], *pieces[at + 1 :]]
        case "prefix":
            changed = pieces[1:] if pieces[0] == CITY else [CITY, *pieces]
        case _:
            changed = [*pieces[:at], pieces[at], *pieces[at:]]
    name = "".join(changed)
    assume(name)
    found = judged(kind, name)
    assert (found.finding == "met") == readable(kind, name), name
    assert found.finding in ("met", "breach"), name
    assert bool(found.faults) != bool(found.parses), name


@FEW
@given(parts())
def test_a_wrong_prefix_is_the_reason_given(made: tuple[str, list[str], dict[str, Any]]) -> None:
    kind, pieces, facts = made
    changed = "".join(pieces[1:] if pieces[0] == CITY else [CITY, *pieces])
    assume(not readable(kind, changed))
    found = judged(kind, changed, **facts)
    assert found.finding == "breach"
    first = found.faults[0]
    assert (first.kind, first.expected or first.found) == (("missing" if pieces[0] == CITY else "extra"), CITY)
