"""Where people shop: breaking points, the Huff model with its calibration, and what leaks out of a place.

Rows are origins, columns centres. Times are minutes, attraction is usually square metres, demand and turnover are money
(any currency) or customers.
"""

from tools.methods.retail.calibration import Calibration, calibrate_decay, misplaced_share
from tools.methods.retail.changes import SWINGS, Impact, Swing, impact, percent_change, sensitivity
from tools.methods.retail.distances import distances
from tools.methods.retail.gravity import breaking_point, huff, joint_attraction, turnover
from tools.methods.retail.trade_area import Gap, gap

__all__ = [
    "SWINGS",
    "Calibration",
    "Gap",
    "Impact",
    "Swing",
    "breaking_point",
    "calibrate_decay",
    "distances",
    "gap",
    "huff",
    "impact",
    "joint_attraction",
    "misplaced_share",
    "percent_change",
    "sensitivity",
    "turnover",
]
