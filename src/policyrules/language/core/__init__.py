"""The core tree: what the rules mean. Few nodes, typed and checked; every way of running or reading a policy starts here.

Expressions: `Lit` `Fact` `Ref` `Arith` `Cmp` `Logic` `Choose` `Extreme` `Round` `Elapsed` `Shift` `Agg`. Rules: `Value` `Part`
`Effect` `Bands` `Classification` `Requirement` `Target` `Template`. What the surface says with other words is said with these:
在…之间 and 属于 are `Logic` over `Cmp`, 折算 is `prorated`, 下列 至少 n 项 is a `Cmp` over a sum of `Choose`, 每季度 is
`Logic` over a `Cmp` for each quarter.

Invariants, held by `passes.check` and relied upon everywhere else: both sides of an `Arith` sum, `Cmp` or `Choose` have one
dimension and scale; a `Fact` names a field of the subject of the rule it stands in; `Ref`s form no cycle; no divisor can be zero;
every name is bound.
"""

from __future__ import annotations

from policyrules.language.core.expressions import (
    Agg,
    AggOp,
    Arith,
    Choose,
    Cmp,
    Elapsed,
    Expr,
    Extreme,
    Fact,
    Lit,
    Logic,
    Ref,
    Round,
    Shift,
    Stretch,
    children,
    reads,
    walk,
)
from policyrules.language.core.names import (
    Slot,
    Template,
)
from policyrules.language.core.notes import (
    INVENTED,
    Assumption,
    AssumptionKind,
    Citation,
    Place,
    Unruled,
)
from policyrules.language.core.outcomes import (
    Classification,
    Duty,
    Requirement,
)
from policyrules.language.core.program import (
    Excusable,
    Program,
    Rule,
)
from policyrules.language.core.rules import (
    Band,
    Bands,
    Document,
    Effect,
    Part,
    PartKind,
    Ranking,
    RankKey,
    Scorecard,
    Subject,
    Total,
    Value,
    scored,
)
from policyrules.language.core.shapes import (
    as_counted,
    as_deducted,
    as_prorated,
    as_unless_none,
    deducted,
    is_some,
    prorated,
    some,
    unless_none,
)
from policyrules.language.core.targets import (
    Due,
    Target,
)
from policyrules.language.core.types import (
    Bool,
    Day,
    Field,
    Levels,
    Options,
    Quantity,
    Records,
    Text,
    Type,
    every_field,
)
from policyrules.language.node import Located as Node

__all__ = [
    "INVENTED",
    "Agg",
    "AggOp",
    "Arith",
    "Assumption",
    "AssumptionKind",
    "Band",
    "Bands",
    "Bool",
    "Choose",
    "Citation",
    "Classification",
    "Cmp",
    "Day",
    "Document",
    "Due",
    "Duty",
    "Effect",
    "Elapsed",
    "Excusable",
    "Expr",
    "Extreme",
    "Fact",
    "Field",
    "Levels",
    "Lit",
    "Logic",
    "Node",
    "Options",
    "Part",
    "PartKind",
    "Place",
    "Program",
    "Quantity",
    "RankKey",
    "Ranking",
    "Records",
    "Ref",
    "Requirement",
    "Round",
    "Rule",
    "Scorecard",
    "Shift",
    "Slot",
    "Stretch",
    "Subject",
    "Target",
    "Template",
    "Text",
    "Total",
    "Type",
    "Unruled",
    "Value",
    "as_counted",
    "as_deducted",
    "as_prorated",
    "as_unless_none",
    "children",
    "deducted",
    "every_field",
    "is_some",
    "prorated",
    "reads",
    "scored",
    "some",
    "unless_none",
    "walk",
]
