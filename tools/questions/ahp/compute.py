"""Weights from judgements in pairs, and how far they move when one judgement or judge changes."""

import numpy as np

from tools.methods import decision

OTHER = {"eigenvector": "geometric", "geometric": "eigenvector"}


def compute_weights(inputs, progress):
    """Everything `answer_weights` tells of."""
    options = inputs.options
    judges = np.array([_complete(layer) for layer in inputs.matrix("judgements")])
    group = decision.joint_judgements(judges)
    progress(0.2)
    return {
        **_told(decision.ahp(judges, **options)),
        "group": group,
        "other_weights": decision.ahp(judges, method=OTHER[options["method"]]).weights,
        "judges": [_told(decision.ahp(judge, **options)) for judge in judges],
        "without": [decision.ahp(np.delete(judges, i, axis=0), **options).weights for i in range(_left_out(judges))],
        "steps": _steps(group, options["method"], progress),
        "mended": _mended(group, options),
    }


def _complete(layer):
    """The reciprocal matrix of what stands above the diagonal."""
    return decision.judgements_from_upper(layer[np.triu_indices(len(layer), 1)])


def _told(found):
    return {
        "weights": found.weights,
        "lambda_max": found.lambda_max,
        "ci": found.ci,
        "cr": found.cr,
        "consistent": bool(found.consistent),
        "worst": found.worst,
    }


def _left_out(judges):
    return len(judges) if len(judges) > 1 else 0


def _steps(group, method, progress):
    """Lowest and highest weights when one judgement moves one step, and the moves that change who is first."""
    found = decision.judgement_steps(group, method=method, progress=lambda share: progress(0.3 + 0.7 * share))
    return {"low": found.low, "high": found.high, "count": found.steps, "switches": found.switches}


def _mended(group, options):
    """Weights and consistency with the value that would fit in place of the judgement that fits worst."""
    found = decision.mended(group, **options)
    return None if found is None else _told(found)
