"""Which combinations of conditions lead to an outcome: qualitative comparative analysis (crisp and fuzzy sets).

Memberships lie between 0 and 1: rows are cases, columns conditions. AND is the minimum, OR the maximum, NOT 1 - x.
A term, such as "1-0", says of each condition whether it must be present (1), absent (0) or does not matter (-).
Sources: C. Ragin, Redesigning Social Inquiry (2008); A. Dusa, QCA with R (2019).
"""

from tools.methods.qca.fit import Necessity, Sufficiency, calibrate, necessity, sufficiency
from tools.methods.qca.minimisation import Minimisation, Solution, Term, minimise
from tools.methods.qca.scenarios import Scenario, robustness
from tools.methods.qca.tables import Row, TruthTable, truth_table
from tools.methods.qca.terms import term_label, term_membership

__all__ = [
    "Minimisation",
    "Necessity",
    "Row",
    "Scenario",
    "Solution",
    "Sufficiency",
    "Term",
    "TruthTable",
    "calibrate",
    "minimise",
    "necessity",
    "robustness",
    "sufficiency",
    "term_label",
    "term_membership",
    "truth_table",
]
