"""The methods of the decision tools: pure functions on NumPy arrays that know nothing of Django.

Rows are cases, respondents, units, origins or alternatives; columns are factors, indicators, centres or criteria;
indices count from 0. Arguments are never changed, results are frozen dataclasses with float64 arrays, and whatever is
wrong with an argument raises `MethodError`.
"""

from tools.methods.errors import MethodError

__all__ = ["VERSION", "MethodError"]

VERSION = "1.1.0"  # raised whenever a number may change
