"""Alternatives compared without weights, and rankings compared with each other."""

import numpy as np

from tools.methods import arguments
from tools.methods.decision.problem import checked_matrix
from tools.methods.ranking import places

MOST_RANKINGS = 1_000


def dominance(matrix, *, directions=None):
    """Which alternatives dominate which: nowhere worse, somewhere better.

    matrix: (m >= 2, k). directions: (k,) of 1 (more is better) or -1; None = all 1.
    Returns (m, m) of bool, whether the row dominates the column.
    Errors: matrix and directions as of `weighted_sum`.
    """
    matrix = checked_matrix("matrix", matrix)
    gains = matrix * arguments.directions("directions", directions, matrix.shape[1])
    never_worse = (gains[:, None] >= gains[None, :]).all(axis=2)
    return never_worse & ~never_worse.T


def agreement(rankings):
    """How far rankings of the same alternatives agree: Kendall's tau-b, from 1 (the same) to -1 (reversed).

    rankings: (r <= 1,000, m >= 2), a row per ranking. tau-b = (concordant - discordant pairs) / sqrt(pairs not tied in
    the one * pairs not tied in the other); values within 1e-9 * max(1, |value|) are tied. Returns (r, r), NaN in the
    row and column of a ranking that ties everything.
    Errors: rankings `not_numbers`, `shape`, `empty`, `not_finite`, `too_large`, `too_few`, `too_many`.
    Source: Kendall 1945.
    """
    rankings = arguments.table("rankings", rankings, dimensions=2)
    count, alternatives = rankings.shape
    arguments.at_least("rankings", alternatives, 2, "alternatives")
    arguments.at_most("rankings", alternatives, "alternatives")
    arguments.at_most("rankings", count, "rankings", MOST_RANKINGS)
    ranks = np.array([places(ranking) for ranking in rankings])
    balance = np.zeros((count, count))  # concordant less discordant pairs; on the diagonal, pairs not tied
    for i in range(alternatives - 1):
        signs = np.sign(ranks[:, i + 1 :] - ranks[:, [i]])
        balance += signs @ signs.T
    untied = np.diag(balance)
    scale = np.sqrt(np.outer(untied, untied))
    return np.where(scale > 0, balance / np.where(scale > 0, scale, 1.0), np.nan)
