"""The decision problem every ranking method is given: alternatives, criteria, their weights and directions."""

from tools.methods import arguments


def checked_matrix(name, value, *, least=2):
    """`value` as a new (alternatives, criteria) array of at least `least` rows.

    Errors: as of `arguments.table`, and `too_few`, `too_many`.
    """
    matrix = arguments.table(name, value, dimensions=2)
    arguments.at_least(name, matrix.shape[0], least, "alternatives")
    arguments.at_most(name, matrix.shape[0], "alternatives")
    arguments.at_most(name, matrix.shape[1], "criteria")
    return matrix


def checked_problem(matrix, weights, directions):
    """The three as new arrays: (m, k), (k,) summing to 1, and (k,) of 1 and -1. Errors: as of `arguments`."""
    matrix = checked_matrix("matrix", matrix)
    criteria = matrix.shape[1]
    return (
        matrix,
        arguments.weights("weights", weights, criteria),
        arguments.directions("directions", directions, criteria),
    )
