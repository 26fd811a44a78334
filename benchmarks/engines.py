"""The workload in other engines, each as its own documents would have it: total and grade, or all points as well.

All are given the same dict of facts and asked for the same figures. What an engine needs once (parsing, compiling) is done when
it is made and is not timed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from attrs import field, frozen

from benchmarks.twin import BOOLEANS, FACTS, WORKLOAD, Facts, Graded, Points

REGO = WORKLOAD / "workload.rego"


class Dialect:
    """How an expression is written; this is what most languages share."""

    both, either = "and", "or"

    def choose(self, test: str, yes: str, no: str) -> str:
        return f"({test} ? {yes} : {no})"

    def least(self, a: str, b: str) -> str:
        return f"min([{a}, {b}])"

    def up(self, a: str) -> str:
        return f"ceil({a})"


class Python(Dialect):
    def choose(self, test: str, yes: str, no: str) -> str:
        return f"({yes} if {test} else {no})"

    def least(self, a: str, b: str) -> str:
        return f"min({a}, {b})"


class Cel(Dialect):
    both, either = "&&", "||"

    def least(self, a: str, b: str) -> str:
        return f"math.least({a}, {b})"

    def up(self, a: str) -> str:
        return f"math.ceil({a})"


class RuleEngine(Dialect):
    def least(self, a: str, b: str) -> str:
        return f"$min([{a}, {b}])"

    def up(self, a: str) -> str:
        return f"(({a} - {a} % 1) + ({a} % 1 > 0 ? 1 : 0))"


def criteria(say: Dialect) -> dict[str, str]:
    """Each criterion as an expression over the facts; numbers with a point, because some languages do not mix kinds."""

    def given(test: str, points: str) -> str:
        return say.choose(test, points, "0.0")

    def part(points: str, ratio: str) -> str:
        return f"{points} * {say.least('1.0', ratio)}"

    qualified = f"(operator_years >= 2.0 {say.both} operator_rating >= 3.0)"
    lead = say.choose("orgs_active_yearly_rate >= 1.0", "3.0", "1.5")
    return {
        "premises.office": given("has_office", "4.0"),
        "premises.equipment": given("has_equipment", "3.0"),
        "premises.area": say.choose("area_m2 >= 300.0", "5.0", "5.0 * area_m2 / 300.0"),
        "premises.shared": given("shares_resources", "3.0"),
        "operation.legal": given("operator_legal_person", "4.0"),
        "operation.entry": given(f"operator_local {say.either} {qualified}", "3.0"),
        "operation.staffing": part("3.0", f"social_workers / {say.up('org_count / 50.0')}"),
        "funding.sources": part("6.0", "fund_sources / 3.0"),
        "funding.special": given("special_fund", "4.0"),
        "party.service": given("party_instructor", "5.0"),
        "party.brand": given("party_brand", "5.0"),
        "nurturing.residency": given("residency_rules", "3.0"),
        "nurturing.key": part("3.0", "key_orgs / 5.0"),
        "nurturing.lead": say.choose("orgs_active_quarterly_rate >= 0.30", lead, "0.0"),
        "nurturing.assess": given("org_assessment", "3.0"),
        "hub.survey": f"{given('survey_done', '3.0')} + {given('survey_report', '3.0')}",
        "hub.link": f"{given('resource_list', '3.0')} + {given('matching_events >= 1.0', '3.0')}",
        "hub.media": part("6.0", "media_channels / 4.0"),
        "services.training": part("5.0", "(trainings + salons) / 8.0"),
        "services.planning": part("5.0", "projects_planned / 4.0"),
        "services.guidance": say.choose("min_tracking >= 3.0", "5.0", "5.0 * min_tracking / 3.0"),
        "services.brand": given("brand_events >= 1.0", "5.0"),
        "opinion.satisfaction": "5.0 * satisfaction / 100.0",
    }


def grade(say: Dialect, total: str) -> str:
    return say.choose(f"{total} >= 90.0", '"excellent"', say.choose(f"{total} >= 75.0", '"good"', '"improving"'))


def items(say: Dialect) -> dict[str, list[str]]:
    """The criteria of each item."""
    found: dict[str, list[str]] = {}
    for key in criteria(say):
        found.setdefault(key.partition(".")[0], []).append(key)
    return found


def added(expressions: Mapping[str, str]) -> str:
    return " + ".join(f"({x})" for x in expressions.values())


@frozen
class Engine:
    """One peer, ready to be timed."""

    short: Callable[[Facts], Graded]
    every: Callable[[Facts], Any]
    """What the engine gives, as it gives it."""
    read: Callable[[Any], tuple[float, str, Points]] = lambda found: found
    """The same in the form of `twin.every`, to be compared with it; not timed."""
    also: Mapping[str, Callable[[Facts], object]] = field(factory=dict)
    """Other ways to ask it for every point, by what they add."""


def zen() -> Engine:
    say = Dialect()
    rows = criteria(say)
    sums = {item: " + ".join(f"$.{key}" for key in keys) for item, keys in items(say).items()}
    part = {key: f"parts.{key}" for key in rows}
    whole = {part[key]: text for key, text in rows.items()}
    whole |= {f"sums.{item}": text.replace("$.", "$.parts.") for item, text in sums.items()}
    whole |= {"total": " + ".join(f"$.sums.{item}" for item in sums), "grade": grade(say, "$.total")}
    graphs = {"short": _graph({"total": added(rows), "grade": grade(say, "$.total")}), "every": _graph(whole)}
    engine = import_module("zen").ZenEngine({"loader": {"type": "static", "content": graphs}})

    def short(f: Facts) -> Graded:
        found = engine.evaluate("short", f)["result"]
        return found["total"], found["grade"]

    def every(f: Facts) -> Any:
        return engine.evaluate("every", f)["result"]

    def read(found: Any) -> tuple[float, str, Points]:
        points = {f"{item}.{key}": value for item, below in found["parts"].items() for key, value in below.items()}
        return found["total"], found["grade"], found["sums"] | points

    return Engine(short, every, read, {"and its trace": lambda f: engine.evaluate("every", f, {"trace": True})})


def _graph(expressions: Mapping[str, str]) -> dict[str, Any]:
    """A decision graph of one node of expressions."""
    place = {"x": 0, "y": 0}
    rows = [{"id": str(n), "key": key, "value": value} for n, (key, value) in enumerate(expressions.items())]
    kinds = {
        "in": ("inputNode", {"schema": ""}),
        "rows": ("expressionNode", {"expressions": rows}),
        "out": ("outputNode", {"schema": ""}),
    }
    nodes = [{"id": k, "name": k, "type": kind, "position": place, "content": held} for k, (kind, held) in kinds.items()]
    ways = (("in", "rows"), ("rows", "out"))
    return {"nodes": nodes, "edges": [{"id": a + b, "type": "edge", "sourceId": a, "targetId": b} for a, b in ways]}


def cel() -> Engine:
    cel, math = import_module("cel_expr_python.cel"), import_module("cel_expr_python.ext.ext_math")
    say = Cel()
    rows, below = criteria(say), items(say)
    kinds = {key: cel.Type.BOOL if key in BOOLEANS else cel.Type.DOUBLE for key in FACTS}
    first = cel.NewEnv(variables=kinds, extensions=[math.ExtMath()])
    total = first.compile(added(rows))
    graded = cel.NewEnv(variables={"total": cel.Type.DOUBLE}).compile(grade(say, "total"))
    sums = {item: added({key: rows[key] for key in keys}) for item, keys in below.items()}
    table = first.compile("{" + ", ".join(f"'{key}': {text}" for key, text in (sums | rows).items()) + "}")

    def short(f: Facts) -> Graded:
        found = total.eval(data=f).value()
        return found, graded.eval(data={"total": found}).value()

    def every(f: Facts) -> tuple[float, str, Points]:
        points = table.eval(data=f).plain_value()
        found = sum(points[item] for item in below)
        return found, graded.eval(data={"total": found}).value(), points

    return Engine(short, every)


def regorus() -> Engine:
    module = import_module("regorus")
    entries = ["data.workload.brief", "data.workload.full"]
    program = module.Program.compile_from_modules("{}", [("workload.rego", REGO.read_text("utf-8"))], entries)
    machine = module.Rvm()
    machine.load_program(program)

    def run(entry: str, f: Facts) -> Any:
        machine.set_input_json(json.dumps(f))
        return json.loads(machine.execute_entry_point(entry))

    def short(f: Facts) -> Graded:
        found = run("data.workload.brief", f)
        return found["total"], found["grade"]

    def every(f: Facts) -> Any:
        return run("data.workload.full", f)

    return Engine(short, every, lambda found: (found["total"], found["grade"], found["points"]))


def rule_engine() -> Engine:
    module = import_module("rule_engine")
    say = RuleEngine()
    kind = module.DataType
    kinds = {key: kind.BOOLEAN if key in BOOLEANS else kind.FLOAT for key in FACTS}
    facts = module.Context(type_resolver=module.type_resolver_from_dict(kinds))
    sums = module.Context(type_resolver=module.type_resolver_from_dict({"total": kind.FLOAT}))
    rows, below = criteria(say), items(say)
    total, graded = module.Rule(added(rows), context=facts), module.Rule(grade(say, "total"), context=sums)
    each = {key: module.Rule(text, context=facts) for key, text in rows.items()}

    def short(f: Facts) -> Graded:
        found = total.evaluate(f)
        return found, graded.evaluate({"total": found})

    def every(f: Facts) -> tuple[float, str, Points]:
        points = {key: rule.evaluate(f) for key, rule in each.items()}
        points |= {item: sum(points[key] for key in keys) for item, keys in below.items()}
        found = sum(points[item] for item in below)
        return found, graded.evaluate({"total": found}), points

    return Engine(short, every)


def simpleeval() -> Engine:
    from math import ceil

    module = import_module("simpleeval")
    say = Python()
    rows, below = criteria(say), items(say)
    run = module.SimpleEval(functions={"min": min, "ceil": ceil})
    texts = rows | {"*": added(rows), "grade": grade(say, "total")}
    parsed = {key: run.parse(text) for key, text in texts.items()}

    def value(key: str, names: Facts) -> Any:
        run.names = names
        return run.eval(texts[key], previously_parsed=parsed[key])

    def short(f: Facts) -> Graded:
        total = value("*", f)
        return total, value("grade", {"total": total})

    def every(f: Facts) -> tuple[float, str, Points]:
        points = {key: value(key, f) for key in rows}
        points |= {item: sum(points[key] for key in keys) for item, keys in below.items()}
        total = sum(points[item] for item in below)
        return total, value("grade", {"total": total}), points

    return Engine(short, every)


@frozen
class Peer:
    """An engine by the package it comes in, and what it does and does not do in the time it takes."""

    package: str
    make: Callable[[], Engine]
    does: str

    @property
    def version(self) -> str | None:
        """The one installed; None where it is not."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return None


PEERS = (
    Peer(
        "zen-engine",
        zen,
        "A graph by key through `engine.evaluate`. Floats out; a fact that is missing or of the wrong kind ends it with an error, "
        "one out of its bounds or misspelt goes unseen. Its trace, asked for, holds values and no sentence.",
    ),
    Peer(
        "cel-expr-python",
        cel,
        "Binary floats. Kinds are declared, though true passes for 1; a missing fact makes the whole answer unknown and is named. "
        "No bounds, no explanation.",
    ),
    Peer(
        "gordon-to-regorus",
        regorus,
        "A build of regorus: its bytecode machine, JSON in and out. Binary floats. Nothing is checked: a text is greater than any "
        "number; a missing yes or no counts as no, a missing number leaves no answer. No explanation.",
    ),
    Peer(
        "rule-engine",
        rule_engine,
        "Decimals of 28 digits. Kinds are declared and checked; a missing fact is an error. No bounds, no explanation. Items are "
        "added up in Python.",
    ),
    Peer(
        "simpleeval",
        simpleeval,
        "Python's floats over trees parsed once. Nothing is declared or checked; a missing fact is an error. No explanation. Items "
        "are added up in Python.",
    ),
)
