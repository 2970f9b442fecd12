"""Where people shop: breaking points, the Huff model with its calibration, and what leaks out of a place.

Rows are origins, columns centres. Times are minutes, attraction is usually square metres, demand and turnover are money
(any currency) or customers.
"""

from tools.methods.retail.calibration import Calibration, calibrate_decay
from tools.methods.retail.changes import Impact, Swing, impact, sensitivity
from tools.methods.retail.gravity import breaking_point, huff, turnover
from tools.methods.retail.trade_area import Gap, gap

__all__ = [
    "Calibration",
    "Gap",
    "Impact",
    "Swing",
    "breaking_point",
    "calibrate_decay",
    "gap",
    "huff",
    "impact",
    "sensitivity",
    "turnover",
]
