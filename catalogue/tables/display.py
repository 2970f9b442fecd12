"""Numbers of results as a reader sees them."""

from django.utils import formats

MOST_DIGITS = 6


def shown(value, column, language=None):
    """A cell in the reader's language: grouped thousands, a true minus, a dash where there is no value."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    digits = column.digits
    if digits is None:
        text = f"{value:.{MOST_DIGITS}f}".rstrip("0").rstrip(".")
        digits = len(text.partition(".")[2])
    rounded = round(float(value), digits) + 0.0
    text = formats.number_format(f"{rounded:.{digits}f}", decimal_pos=digits, use_l10n=True, force_grouping=True)
    return text.replace("-", "−")


def heading(column):
    return f"{column.label} ({column.unit})" if column.unit else column.label
