import random
import time

import pytest

from benchmarks.search_quality import Memory, figures, read
from catalogue import analysis
from catalogue.analysis import (
    LONGEST_TERM,
    MOST_WORDS,
    VERSION,
    degraded,
    index_terms,
    query_terms,
    signature,
)

HOSTILE = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800 x\udfff",
    "👍🏽👩‍👩‍👧",
    "\u202eabc\u200f",
    "'; DROP TABLE card; --",
    '\' | !() & :* <-> \\ "NEAR" AND OR NOT ^a',
    "š" * 5000,
    "日本 Αθήνα Москва",
    "½ ℂ ﬁ ǅ İ ẞ ᦰ",
)


def finds(typed, written):
    held = set().union(*index_terms(written))
    return all(held & set(alternatives) for alternatives in query_terms(typed))


def forget_words():
    analysis._word_terms.cache_clear()
    analysis._asked_for.cache_clear()


@pytest.fixture
def without_lemmagen(monkeypatch):
    forget_words()
    monkeypatch.setattr(analysis, "LEMMAGEN", None)
    yield
    forget_words()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("industrijska cona", "V industrijskih conah rastejo drevesa."),
        ("industrijskih con", "Industrijska cona Zalog"),
        ("zeleno trzenje", "Načela zelenega trženja"),
        ("zelenega trženja", "Zeleno trženje"),
        ("sola", "V šolah in šoli"),
        ("ŠOLA", "šolami"),
        ("leto", "deset let pozneje"),
        ("stare vasi", "Stara vas"),
        ("practices", "A good practice"),
        ("practice", "Good practices of small towns"),
        ("pametna mesta smart city", "Smart cities: pametno mesto"),
        ("co2", "izpusti CO₂"),
        ("iso 14001", "po standardu ISO-14001"),
        ("αθηνα", "Αθήνα"),
    ],
)
def test_query_finds_other_forms_of_its_words(typed, written):
    assert finds(typed, written)


@pytest.mark.parametrize(
    ("typed", "written"),
    [("industrijska cona", "industrijska dediščina"), ("šola", "sol in voda"), ("tema", "temu in tej")],
)
def test_query_leaves_other_words_alone(typed, written):
    assert not finds(typed, written)


def test_accents_typed_are_accents_meant():
    assert query_terms("šola") == [("sola",)]


def test_word_typed_in_ascii_is_asked_for_in_all_spellings():
    [alternatives] = query_terms("koze")

    assert set(alternatives) == {"koza", "koze"}


def test_index_holds_the_answer_of_each_lemmatiser_once():
    assert index_terms("Trženje, trženja") == [("trzenje",), ("trzenje",)]


@pytest.mark.parametrize("analyse", [index_terms, query_terms])
def test_function_words_are_left_out(analyse):
    assert analyse("mesto in za the") == analyse("mesto")


def test_function_words_stand_where_there_is_nothing_else():
    assert [finds("za te", written) for written in ("Za te", "Mesto za te")] == [True, False]


def test_query_asks_for_each_word_once():
    assert query_terms("mesto Mesto MESTO") == query_terms("mesto")


def test_long_query_is_cut():
    assert len(query_terms(" ".join(f"beseda{number}" for number in range(500)))) == MOST_WORDS


def test_word_of_many_sibilants_has_a_bounded_number_of_spellings():
    spellings = list(analysis._spellings("c" * 30))

    assert (len(spellings), spellings[0]) == (analysis.MOST_VARIANTS, "c" * 30)


@pytest.mark.parametrize("analyse", [index_terms, query_terms])
@pytest.mark.parametrize("text", HOSTILE)
def test_terms_of_hostile_text_are_letters_and_digits(analyse, text):
    terms = [term for word in analyse(text) for term in word]

    assert [term for term in terms if not term.isalnum() or len(term) > LONGEST_TERM] == []


@pytest.mark.parametrize("text", ["\0", "\ud800", "👍", "!?"])
def test_text_without_words_has_no_terms(text):
    assert (index_terms(text), query_terms(text)) == ([], [])


def test_random_text_never_raises():
    chance = random.Random(2026)
    text = "".join(chr(chance.randrange(0x110000)) for _ in range(20_000))

    terms = [term for word in index_terms(text) for term in word]

    assert [term for term in terms if not term.isalnum()] == []


def test_megabyte_of_text_takes_moments():
    started = time.perf_counter()

    analysed = index_terms("industrijska cona " * 60_000)

    assert len(analysed) == 120_000
    assert time.perf_counter() - started < 10


def test_empty_answers_of_a_lemmatiser_are_passed_over(monkeypatch):
    monkeypatch.setattr(analysis, "_lemmagen", lambda word: "")
    monkeypatch.setattr(analysis, "_simplemma", lambda word, language: "")
    forget_words()

    assert analysis.word_terms("nepoznanka") == ("nepoznanka",)
    forget_words()


def test_analyzer_without_lemmagen_says_so_and_still_finds(without_lemmagen):
    assert degraded()
    assert signature().split()[:2] == [str(VERSION), "lemmagen3-none"]
    assert finds("solo", "V šolah")


def test_search_understands_slovenian_forms():
    documents, queries = read("spoken.docs.jsonl"), read("spoken.queries.jsonl")[::4]

    measured = figures(analysis, Memory, documents, queries)

    floor = {"lemma": 0.95, "form": 0.95, "nodia": 0.94, "phrase": 0.97, "phrase_nodia": 0.97, "all": 0.95}
    assert {kind for kind in floor if measured[kind] < floor[kind]} == set()
