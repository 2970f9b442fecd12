"""Slovenian dates and numbers; Django's own list has Sunday first and odd date-times."""

DATE_FORMAT = "j. F Y"
TIME_FORMAT = "G.i"
SHORT_DATE_FORMAT = "j. n. Y"
DATETIME_FORMAT = "j. F Y, H:i"
SHORT_DATETIME_FORMAT = "j. n. Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
