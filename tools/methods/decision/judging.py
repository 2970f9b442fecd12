"""What judgements in pairs would say if one of them were a little different."""

from dataclasses import dataclass

import numpy as np

from tools.methods.decision.pairwise import ahp
from tools.methods.judgements import checked_judgements, one_step, with_judgement


@dataclass(frozen=True, eq=False)
class JudgementSteps:
    """Lowest and highest weights (n,) of all steps, and (i, j, value, element) of those that give another the lead.

    steps: how many there were.
    """

    low: np.ndarray
    high: np.ndarray
    steps: int
    switches: tuple


def joint_judgements(judgements):
    """The judgements of several as one matrix, their geometric means: (n, n).

    judgements: as of `ahp`. Errors: as of `ahp`.
    """
    return checked_judgements("judgements", judgements)


def judgement_steps(judgements, *, method="eigenvector", progress=None):
    """The weights when one judgement at a time is moved one step down and up the scale 1/9 … 1/2, 1, 2 … 9.

    judgements and method: as of `ahp`. A step beyond the ends of the scale is left out. An element leads if its weight
    is the largest and it did not lead, to within 1e-9, before. progress: called with the share that is done, 0 to 1;
    what it raises stops the work. Returns `JudgementSteps`.
    Errors: as of `ahp`.
    """
    judgements = checked_judgements("judgements", judgements)
    weights = ahp(judgements, method=method).weights
    low, high, switches, count = weights.copy(), weights.copy(), [], 0
    pairs = [(int(i), int(j)) for i, j in zip(*np.triu_indices(len(judgements), 1), strict=True)]
    for number, (i, j) in enumerate(pairs):
        for value in (one_step(judgements[i, j], step) for step in (-1, 1)):
            if value is None:
                continue
            changed = ahp(with_judgement(judgements, i, j, value), method=method).weights
            low, high, count = np.minimum(low, changed), np.maximum(high, changed), count + 1
            first = int(changed.argmax())
            if weights[first] < weights.max() - 1e-9:
                switches.append((i, j, float(value), first))
        if progress:
            progress((number + 1) / len(pairs))
    return JudgementSteps(low, high, count, tuple(switches))


def mended(judgements, *, method="eigenvector", max_cr=0.10):
    """The result of `ahp` with the value that would fit in place of the judgement that fits worst; None without one.

    Arguments and errors: as of `ahp`.
    """
    judgements = checked_judgements("judgements", judgements)
    worst = ahp(judgements, method=method, max_cr=max_cr).worst
    return None if worst is None else ahp(with_judgement(judgements, *worst), method=method, max_cr=max_cr)
