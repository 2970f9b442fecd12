"""Who hears, within the same transaction, what an import changed: rooms further right."""

LISTENERS = []  # functions of (model, primary keys, by)


def tell(model, pks, by=None):
    """Entries of one model were changed, with all that hangs on them."""
    for hear in LISTENERS if pks else ():
        hear(model, pks, by)
