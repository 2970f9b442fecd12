"""Decisions: alternatives ranked by several criteria, how sure the ranking is, and qualitative (DEX) models.

Rows are alternatives, columns are criteria; every ranking result has `.scores` and `.ranks`.
"""

from tools.methods.decision.comparison import agreement, dominance
from tools.methods.decision.dex_evaluation import dex_conflicts, dex_evaluate, dex_plus_minus
from tools.methods.decision.dex_model import DexAttribute, DexModel, dex_model
from tools.methods.decision.ideal import Topsis, topsis
from tools.methods.decision.judging import JudgementSteps, joint_judgements, judgement_steps, mended
from tools.methods.decision.levelling import DrawLevel, draw_level
from tools.methods.decision.outranking import Promethee, promethee2
from tools.methods.decision.pairwise import Ahp, ahp, judgements_from_upper
from tools.methods.decision.robustness import rank_frequency, without_each
from tools.methods.decision.stability import WeightStability, scores_at_ends, weight_stability
from tools.methods.decision.weighted import WeightedSum, weighted_sum

__all__ = [
    "Ahp",
    "DexAttribute",
    "DexModel",
    "DrawLevel",
    "JudgementSteps",
    "Promethee",
    "Topsis",
    "WeightStability",
    "WeightedSum",
    "agreement",
    "ahp",
    "dex_conflicts",
    "dex_evaluate",
    "dex_model",
    "dex_plus_minus",
    "dominance",
    "draw_level",
    "joint_judgements",
    "judgement_steps",
    "judgements_from_upper",
    "mended",
    "promethee2",
    "rank_frequency",
    "scores_at_ends",
    "topsis",
    "weight_stability",
    "weighted_sum",
    "without_each",
]
