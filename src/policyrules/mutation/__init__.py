"""Would the cases notice? Each rule of a pack changed, one place at a time, and the cases run (`policyrules mutate`)."""

from policyrules.mutation.report import report, share, to_dict
from policyrules.mutation.run import Tried, tried

__all__ = ["Tried", "report", "share", "to_dict", "tried"]
