"""Rows that several workers want at once: whoever locks one first takes it, the others find it taken."""


def claim(wanted, pk, **values):
    """The row, with these values from now on; None where it is not wanted any more. Called in a transaction.

    `wanted` asks the row itself for what the values change. After it has waited for the first one, PostgreSQL asks that
    once more; what a sub-select says it takes as it was before, so that both would find the row.
    """
    row = wanted.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is not None:
        for name, value in values.items():
            setattr(row, name, value)
        type(row)._base_manager.filter(pk=pk).update(**values)
    return row
