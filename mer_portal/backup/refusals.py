"""Why a backup is not made, or not taken."""


class Refused(Exception):
    """Says so in a sentence."""


DAMAGED = "This backup is damaged or cut off: {}. Nothing was changed."
