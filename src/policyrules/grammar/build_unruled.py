"""From lark's tree to the surface tree, passages that no rule states: one method a rule, named as in `policy.lark`."""

from __future__ import annotations

from policyrules.grammar.build_cases import Cases
from policyrules.grammar.build_expressions import Kids
from policyrules.language import surface as s
from policyrules.source import Span

Passage = tuple[s.Quote | None, s.Quote | None]


class Unruled(Cases):
    """Makes what is said of such passages in one stretch of a source."""

    def unruled(self, span: Span, kids: Kids) -> s.Unruled:
        made: s.Unruled = kids[0]
        return made

    def narrative(self, span: Span, kids: Kids) -> s.Unruled:
        (passage, section), *_ = kids
        return s.Unruled(False, passage, section, span=span)

    def deferred(self, span: Span, kids: Kids) -> s.Unruled:
        (passage, section), *rest = kids
        return s.Unruled(True, passage, section, next((k for k in rest if isinstance(k, s.Quote)), None), span=span)

    def passage(self, span: Span, kids: Kids) -> Passage:
        quote, section = kids
        return quote, section

    def rest_of_section(self, span: Span, kids: Kids) -> Passage:
        return None, kids[0]
