"""Why something cannot be done, as a sentence for the person who tried. All rooms right of here refuse with these."""


class Refused(Exception):
    """Why a step cannot be taken, as a sentence for the person who tried."""


class Clashing(Refused):
    """The public text and the version both changed the same field."""


class Overtaken(Refused):
    """Somebody else was quicker."""


class TooMany(Refused):
    """It was done too often; later it can be done again."""
