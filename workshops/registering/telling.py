"""What participants are told of their registration, by mail and in its language."""


def write(registration, step):
    """The mail of one step, posted in its transaction; a step of the portal's own bookkeeping has none."""


def write_again(registration):
    """To an address that is registered already, so that nobody else learns of it."""
