"""What does not stand at the end of a line on paper: a word and its number, and in Slovenian a word of one letter."""

import re

HARD_SPACE = "\u00a0"
NUMBERED = re.compile(
    r"\b(poglavj\w+|razdel\w+|slik\w|preglednic\w|št\.|str\.|chapters?|sections?|figure|table|pp?\.) (?=\d)", re.I
)
ONE_LETTER = {"sl": re.compile(r"(?<![\w’'.-])([aihkosvz]) (?=\w|$)", re.I)}


def together(text, language):
    text = NUMBERED.sub(rf"\1{HARD_SPACE}", text)
    one_letter = ONE_LETTER.get(language)
    return one_letter.sub(rf"\1{HARD_SPACE}", text) if one_letter else text
