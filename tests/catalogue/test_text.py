import pytest

from catalogue.text import alphabet_key, fold, slugify_sl, spans, words

HOSTILE = ("", "\0", "\ud800", "👍🏽", "\u202eabc", "a\u0301\u0302" * 50, "½ ℂ ﬁ ǅ İ ẞ", "'\"\\&|!():*")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Čšž ĆĐ", "csz cd"),
        ("Łódź", "lodz"),
        ("Straße, ÆRØ, Œuvre", "strasse, aero, oeuvre"),
        ("c\u030cas", "cas"),
        ("CO₂", "co2"),
        ("Σίσυφος", "σισυφοσ"),
    ],
)
def test_fold_leaves_lower_case_without_accents(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", HOSTILE)
def test_fold_is_done_after_one_time(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dobra praksa, št. 3!", ["dobra", "praksa", "št", "3"]),
        ("CO2 po ISO 14001", ["co2", "po", "iso", "14001"]),
        ("V5-1723", ["v5", "1723"]),
        ("town's e-mail", ["town", "s", "e", "mail"]),
        ("snake_case", ["snake", "case"]),
        ("C\u030cAS", ["čas"]),
        ("trže\u00adnje", ["trženje"]),
        ("👍 \0 \ud800 —", []),
    ],
)
def test_words_are_letters_and_digits_in_a_row(text, found):
    assert words(text) == found


def test_spans_point_at_the_words_as_written():
    text = "Zelena, C\u030cAS!"

    found = [(text[start:end], word) for start, end, word in spans(text)]

    assert found == [("Zelena", "zelena"), ("C\u030cAS", "čas")]


@pytest.mark.parametrize(
    ("text", "max_length", "slug"),
    [
        ("Šola žito", None, "sola-zito"),
        ("  Đuro & Æsir: CO₂ ", None, "duro-aesir-co2"),
        ("Šola žito ena", 10, "sola-zito"),
        ("Šola žito ena", 9, "sola-zito"),
        ("Šolažito", 4, "sola"),
        ("👍", 10, ""),
    ],
)
def test_slug_is_ascii_and_cut_between_words(text, max_length, slug):
    assert slugify_sl(text, max_length) == slug


@pytest.mark.parametrize(
    "names",
    [
        ["Cvet", "Čebela", "Ćevap", "Dom", "Đakovo", "Sol", "Šola", "Zebra", "Žaba"],
        ["cankar", "CEH", "cvet", "čaj", "ČEBELA", "čop", "ćevap", "dan", "Dvor", "đak", "Ema"],
        ["Novo mesto", "Novo mesto ob Krki", "Novomeška"],
        ["Nova Gorica", "Nova vas", "Novak"],
        ["1. korak", "2. korak", "Korak", "Αθήνα"],
        ["Ptuj – mesto", "Ptujska Gora"],
        ["resume", "Resume", "résumé", "resumes"],
        ["Š", "Ša", "Šš", "T"],
    ],
)
def test_alphabet_key_sorts_as_a_slovenian_dictionary(names):
    backwards = reversed(names)

    assert sorted(backwards, key=alphabet_key) == names


def test_alphabet_key_ignores_punctuation_and_the_way_a_letter_is_composed():
    assert alphabet_key("»C\u030cas«, dobri") == alphabet_key("Čas dobri")


@pytest.mark.parametrize("text", [*HOSTILE, "Čebela", "日本", "ΩЖ"])
def test_alphabet_key_is_printable_ascii(text):
    key = alphabet_key(text)

    assert [letter for letter in key if not " " <= letter <= "~"] == []
