"""Rooms further right, asked before an import and told after it, within the same transaction."""

LISTENERS = []  # functions of (model, primary keys, by)
REFUSERS = []  # functions of (model, primary keys) -> {primary key: why this entry may not be changed just now}


def tell(model, pks, by=None):
    """Entries of one model were changed, with all that hangs on them."""
    for hear in LISTENERS if pks else ():
        hear(model, pks, by)


def refusals(model, pks):
    """{primary key: why nothing of this entry may be written just now}."""
    found = {}
    for ask in REFUSERS if pks else ():
        found |= ask(model, pks)
    return found
