"""All analyses, by their key."""

ANALYSES = {}
ORDER = ["importance", "qca", "dematel", "composite", "economy", "huff", "gap", "choice", "ahp", "dex"]


def register(analysis):
    """Make an analysis known to the pages; returns the class, so it can decorate it."""
    ANALYSES[analysis.key] = analysis()
    known = sorted(ANALYSES.items(), key=lambda pair: ORDER.index(pair[0]))
    ANALYSES.clear()
    ANALYSES.update(known)
    return analysis
