"""Made-up rows for `import_entries`: lifelike in length, kinds, years and topics, and in how often words occur.

Words come from the shipped content with their own frequencies; beside them stands a long tail of invented words, so
that there are terms in one row, in a few, in many and in nearly all. The same seed gives the same rows.
"""

import json
import random
import re
from collections import Counter
from itertools import accumulate, count

import yaml
from setup import ROOT

LANGUAGES = ("sl", "en")
COLUMNS = {
    "practice": ("body", "country", "year", "url"),
    "publication": ("body", "year", "url"),
    "post": ("body",),
    "event": ("country", "year"),
    "guideline": ("year",),
    "place": ("country",),
    "partner": ("country", "url"),
    "term": (),
}
KINDS = {"practice": 50, "publication": 25, "post": 9, "event": 6, "guideline": 3, "place": 3, "partner": 3, "term": 1}
COUNTRIES = {"SI": 30, "IT": 14, "FR": 12, "DE": 12, "AT": 10, "ES": 6, "HR": 5, "PL": 4, "PT": 3, "GR": 2, "MT": 1}
WRITTEN_IN = {("sl", "en"): 40, ("sl",): 35, ("en",): 25}
LICENCES = ("CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0", "")
SYLLABLES = [start + end for start in ("b", "br", "d", "dr", "g", "k", "kr", "l", "m", "n", "p", "r") for end in "aeio"]
INVENTED = 300_000  # words of the tail
SHARE_INVENTED = 0.03
FIRST_YEAR, LAST_YEAR = 1990, 2026


class Pool:
    """Things to choose from by weight."""

    def __init__(self, weights):
        self.things, self.sums = list(weights), list(accumulate(weights.values()))

    def some(self, chance, number):
        return chance.choices(self.things, cum_weights=self.sums, k=number)

    def one(self, chance):
        return self.some(chance, 1)[0]


def shipped_words():
    """{language: Pool} of the words of the shipped content."""
    found = {language: Counter() for language in LANGUAGES}
    for path in sorted((ROOT / "content").glob("*.yaml")):
        for language, text in texts_of(yaml.safe_load(path.read_text(encoding="utf-8"))):
            found[language].update(re.findall(r"\w+", text))
    return {language: Pool(words) for language, words in found.items()}


def texts_of(value):
    """(language, text) wherever a pair of languages stands."""
    for key, part in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        if key in LANGUAGES and isinstance(part, str):
            yield key, part
        else:
            yield from texts_of(part)


def shipped_topics():
    found = yaml.safe_load((ROOT / "content/vocabulary.yaml").read_text(encoding="utf-8"))["topics"]
    return Pool({topic["id"]: 1 / rank for rank, topic in enumerate(found, 1)})  # a few are frequent, many are rare


def invented_word(number):
    """Always the same word for a number, and no other number's."""
    word = ""
    while number or not word:
        number, place = divmod(number, len(SYLLABLES))
        word += SYLLABLES[place]
    return word + "x"


class Rows:
    """Yields rows without end."""

    def __init__(self, seed=1):
        self.chance = random.Random(seed)
        self.words, self.topics = shipped_words(), shipped_topics()
        self.kinds, self.countries, self.written_in = Pool(KINDS), Pool(COUNTRIES), Pool(WRITTEN_IN)

    def __iter__(self):
        for number in count(1):
            yield from self.entry(number)

    def entry(self, number):
        kind = self.kinds.one(self.chance)
        general = self.general(kind, number)
        for language in self.written_in.one(self.chance):
            yield general | self.texts(kind, language)

    def general(self, kind, number):
        chance = self.chance
        choices = {
            "country": self.countries.one(chance),
            "year": str(round(chance.triangular(FIRST_YEAR, LAST_YEAR, 2018))),
            "url": f"https://example.org/{kind}/{number}",
        }
        return {
            "external_id": f"made:{number}",
            "kind": kind,
            "topics": "|".join(dict.fromkeys(self.topics.some(chance, chance.choice((1, 1, 2, 2, 3))))),
            "licence": chance.choice(LICENCES),
            "source": f"https://example.org/source/{number}",
            **{column: value for column, value in choices.items() if column in COLUMNS[kind]},
        }

    def texts(self, kind, language):
        body = {"body": self.text(language, 140, 0.6)} if "body" in COLUMNS[kind] else {}
        title = self.text(language, 8, 0.3)[:200].rstrip(".")
        return {"language": language, "title": title, "summary": self.text(language, 21, 0.3), **body}

    def text(self, language, usual, spread):
        """About as many words as usual, in sentences."""
        chance = self.chance
        found = self.words[language].some(chance, max(2, round(usual * chance.lognormvariate(0, spread))))
        for place, word in enumerate(found):
            if chance.random() < SHARE_INVENTED:
                # by Zipf's law: the tenth is a tenth as frequent as the first
                found[place] = invented_word(int(INVENTED ** chance.random()))
            elif place % 12 == 11:
                found[place] = word + "."
        text = " ".join(found)
        return text[:1].upper() + text[1:] + "."


def json_lines(rows):
    for row in rows:
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"
