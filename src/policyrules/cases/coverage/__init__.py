"""What the cases of a pack cover: by rule, outcome, branch, side of a condition, edge, grade, class and finding.

covered (rules)  →  what there is to show of each rule, without what is shown to be out of reach (possible)
look (seen)      →  which of it a case shows
measure          →  all of them, and report
"""

from policyrules.cases.coverage.measure import Coverage, Shown, measure
from policyrules.cases.coverage.report import report, to_dict

__all__ = ["Coverage", "Shown", "measure", "report", "to_dict"]
