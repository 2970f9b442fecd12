class SheetError(ValueError):
    """What is wrong with a table, as a sentence for the person who gave it."""
