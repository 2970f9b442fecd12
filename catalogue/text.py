"""Letters and words: folding, splitting, slugs and the Slovenian alphabet. Any string is welcome."""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose into a base letter and marks.
UNDECOMPOSED = {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe"}
UNDECOMPOSED |= {"þ": "th", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "ß": "ss"}
UNDECOMPOSED_TABLE = str.maketrans(UNDECOMPOSED)

# "~" sorts after every letter, so Č stands after all words in C, and Ć after all words in Č.
SLOVENIAN_LETTERS = {"č": "c~", "ć": "c~~", "đ": "d~", "š": "s~", "ž": "z~"}

# Invisible inside a word: a soft hyphen, zero-width non-joiner and joiner.
INVISIBLE = "\u00ad\u200c\u200d"
INVISIBLE_TABLE = str.maketrans("", "", INVISIBLE)
WORD = re.compile(rf"[^\W_]+(?:[\u0300-\u036f{INVISIBLE}]+[^\W_]*)*")


def fold(text):
    """Lower case without accents: "Ščavnica, Đorđe, Łódź" becomes "scavnica, dorde, lodz"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(UNDECOMPOSED_TABLE))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.casefold().translate(UNDECOMPOSED_TABLE))


def spans(text):
    """Yield (start, end, word) for every word; the word is lower-cased and composed, accents kept."""
    for match in WORD.finditer(text):
        yield match.start(), match.end(), _composed(match[0])


def words(text):
    """Letters and digits in a row, lower-cased: "CO2", "V5-1723" and "mer.si" give co2, v5, 1723, mer, si."""
    return [_composed(word) for word in WORD.findall(text)]


def _composed(word):
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", word.translate(INVISIBLE_TABLE)).lower()


def slugify_sl(text, max_length=None):
    """ASCII slug, "Šola žito" becomes "sola-zito"; cut between words where it can be. May be empty."""
    slug = "-".join(re.findall("[a-z0-9]+", fold(text)))
    if max_length is None or len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


def shortened(text, most):
    """At most so many characters, cut between words with an ellipsis."""
    if len(text) <= most:
        return text
    cut = text[: most - 1].rpartition(" ")[0].rstrip(" ,;:–-")
    return (cut or text[: most - 2]) + " …"


def alphabet_key(text):
    """An ASCII string whose byte order is the Slovenian alphabetical order, word by word.

    Three levels with a space between them: letters, then accents, then case. A gap between words is "!",
    digits come before letters, other scripts after them, punctuation does not count. Zeros at the end of the
    accents and of the case say nothing and are left out: the key of a plain lower-case word is the word.
    """
    letters, accents, cases = [], [], []
    for word in unicodedata.normalize("NFKC", text).split():
        ranks = [rank for letter in word for rank in _ranks(letter)]
        if ranks:
            for level, column in zip((letters, accents, cases), zip(*ranks, strict=True), strict=True):
                level.append("".join(column))
    levels = ["!".join(letters), "".join(accents).rstrip("0"), "".join(cases).rstrip("0")]
    return " ".join(levels).rstrip()


@lru_cache(maxsize=4096)
def _ranks(letter):
    """(letter, accent, case) as ASCII for each base letter of a character: one, none or two."""
    lower, case = letter.casefold(), "01"[letter.isupper()]
    if lower in SLOVENIAN_LETTERS:
        return [(SLOVENIAN_LETTERS[lower], "0", case)]
    accent = "0" if letter.isascii() else "1" + f"{ord(lower[0]):06x}"
    return [(_letter_rank(base), accent, case) for base in fold(letter) if base.isalnum()]


def _letter_rank(base):
    """ASCII as it is; any other letter after "z" in the order of code points."""
    return base if base.isascii() else f"{{{ord(base):06x}"
