"""Single-token errors planted in the rules of a pack, one at a time, to measure how many `check` alone finds.

`places` says what is planted where, `run` checks the pack with each, `report` tells what came of it. A kind of errors is a row in
`kinds` and what yields it in `places`.
"""

from policyrules.plant.kinds import BY_ID, KINDS, Kind
from policyrules.plant.model import Found, Planted
from policyrules.plant.report import Measured, report, to_dict
from policyrules.plant.run import Bed, bed, measure

__all__ = ["BY_ID", "KINDS", "Bed", "Found", "Kind", "Measured", "Planted", "bed", "measure", "report", "to_dict"]
