"""Letters and words: what is kept of a text, what is the same text, slugs and the Slovenian alphabet.

Any string is welcome. `kept` and `kept_line` say what is stored of what somebody typed; `same` and `fold` say whether
two texts are the same to those who read them, with regard to accents and without; `Named` finds what bears a name.
"""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose into a base letter and marks.
UNDECOMPOSED = {"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe"}
UNDECOMPOSED |= {"þ": "th", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "ß": "ss"}
UNDECOMPOSED_TABLE = str.maketrans(UNDECOMPOSED)

# "~" sorts after every letter, so Č stands after all words in C, and Ć after all words in Č.
SLOVENIAN_LETTERS = {"č": "c~", "ć": "c~~", "đ": "d~", "š": "s~", "ž": "z~"}

# What nobody sees: soft hyphens, joiners, marks of direction, fillers, variation selectors (Unicode calls them
# Default_Ignorable_Code_Point), the last signs of the first plane, and halves of letters.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\ud800-\udfff"
)
UNSEEN_SIGN = re.compile(f"[{UNSEEN}]")
WORD = re.compile(rf"[^\W_]+(?:[\u0300-\u036f{UNSEEN}]+[^\W_]*)*")

# Where a joiner changes what is seen: after a letter of Arabic or of the scripts of India and South-East Asia, and
# between two pictures. A variation selector makes a picture of a sign.
JOINING = "\u0620-\u109f\u1780-\u17b3\u17b6-\u180a\u1810-\u18af\u1900-\u1aaf\ua800-\uabff\ufb50-\ufdff\ufe70-\ufefe"
PICTURES = "\u00a9\u00ae\u203c-\u205f\u2070-\u3163\u3165-\u3299\U0001f000-\U0001faff"
NEEDED = re.compile(
    f"(?<=[{JOINING}\U00010a00-\U00011fff])[\u200c\u200d]"
    f"|(?<=[{PICTURES}\ufe0f])\u200d(?=[{PICTURES}])"
    f"|(?<=[#*0-9{PICTURES}])[\ufe0e\ufe0f]"
)
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\u2800]")  # a null character is refused where it is typed
FORMS_OF_SIGNS = {"-": "‐‑‒–—―−", "'": "‘’‚‛′‹›", '"': "“”„‟″«»"}
PLAIN_SIGNS = str.maketrans({form: sign for sign, forms in FORMS_OF_SIGNS.items() for form in forms})


def kept(text):
    """What is stored of a typed text: composed, its lines ended by LF, without anything that nobody sees."""
    if text.isascii() and text.isprintable():
        return text
    text = CONTROL.sub(" ", LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", UNSEEN_SIGN.sub(_unless_needed, text))


def _unless_needed(sign):
    return sign[0] if NEEDED.match(sign.string, sign.start()) else ""


def kept_line(text):
    """What is stored of a name, a title and all else of one line: words with one plain space between them."""
    return " ".join(kept(text).split())


def seen(text):
    """The text without anything that nobody sees, also where a script needs it."""
    return text if text.isascii() else UNSEEN_SIGN.sub("", text)


def same(text):
    """Two texts are the same to their readers where this is equal; accents count.

    Capitals, white space, compatible letters (ﬁ, Ａ), dashes and quotation marks of another form do not.
    """
    plain = unicodedata.normalize("NFKC", seen(kept_line(text))).translate(PLAIN_SIGNS)
    return " ".join(unicodedata.normalize("NFKC", plain.casefold()).split())


class Named:
    """Finds things by their names; of lists of (name, thing) that match alike, the first goes before the others."""

    WAYS = (kept_line, same, lambda text: fold(same(text)))

    def __init__(self, *lists):
        self.lists = [[(name, thing) for name, thing in pairs if name] for pairs in lists]
        self.spelled = {}  # {way: for each list {name spelled so: things}}, made when it is asked for

    def find(self, text):
        """All that bear this name: exactly, or else in another spelling, or else with other accents."""
        for way in self.WAYS:
            for names in self.names(way):
                if found := names.get(way(text)):
                    return list(found)
        return []

    def names(self, way):
        if way not in self.spelled:
            self.spelled[way] = [{} for _pairs in self.lists]
            for names, pairs in zip(self.spelled[way], self.lists, strict=True):
                for name, thing in pairs:
                    names.setdefault(way(name), {})[thing] = None
        return self.spelled[way]


def fold(text):
    """Lower case without accents: "Ščavnica, Đorđe, Łódź" becomes "scavnica, dorde, lodz"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", seen(text).casefold().translate(UNDECOMPOSED_TABLE))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", bare.casefold().translate(UNDECOMPOSED_TABLE))


def spans(text):
    """Yield (start, end, word) for every word; the word is lower-cased and composed, accents kept."""
    for match in WORD.finditer(text):
        yield match.start(), match.end(), composed(match[0])


def words(text):
    """Letters and digits in a row, lower-cased: "CO2", "V5-1723" and "mer.si" give co2, v5, 1723, mer, si."""
    return [composed(word) for word in tokens(text)]


def tokens(text):
    """The same as they stand in the text."""
    return WORD.findall(text)


def composed(word):
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFC", seen(word)).lower()


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
