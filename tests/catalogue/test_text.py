import pytest

from catalogue.text import Named, alphabet_key, fold, kept, kept_line, same, slugify_sl, spans, words

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


# --- What is kept, and what is the same ---

UNSEEN_INSIDE = tuple("\u00ad\u200b\ufeff\u2060\u200e\u202e\u2066\u034f\u180e\u115f\ufe0f")


@pytest.mark.parametrize("sign", UNSEEN_INSIDE)
def test_what_nobody_sees_is_not_kept_and_makes_no_difference(sign):
    typed = f"{sign}Indu{sign}strij{sign}{sign}ska cona{sign}"

    assert kept(typed) == "Industrijska cona"
    assert slugify_sl(typed) == "industrijska-cona"
    assert words(typed) == ["industrijska", "cona"]
    assert same(typed) == same("industrijska cona")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("c\u030cebelnjak", "čebelnjak"),
        ("ena\r\ndve\rtri\u2028štiri", "ena\ndve\ntri\nštiri"),
        ("5\u00a0000 EUR", "5\u00a0000 EUR"),
        ("a\x07b\x9fc", "a b c"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ക്\u200d", "ക്\u200d"),
        ("👩\u200d🔧 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3", "👩\u200d🔧 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3"),
        ("a\u200db", "ab"),
        ("👩\u200d", "👩"),
        ("می\u200c\u200c\u200c", "می\u200c"),
        ("\ud800", ""),
        ("ﬁ Ａ ½", "ﬁ Ａ ½"),
    ],
)
def test_what_scripts_and_pictures_need_is_kept(typed, stored):
    assert kept(typed) == stored


@pytest.mark.parametrize("typed", ["Nova\u00a0Gorica", "  Nova \t Gorica\u3000", "Nova\r\nGorica", "Nova\u2009 Gorica"])
def test_a_line_has_single_plain_spaces(typed):
    assert kept_line(typed) == "Nova Gorica"


@pytest.mark.parametrize("text", [*HOSTILE, *UNSEEN_INSIDE, "a\u0301\u200d\u0302", "❤\ufe0f\ufe0f"])
def test_keeping_what_is_kept_changes_nothing(text):
    assert kept(kept(text)) == kept(text)
    assert kept_line(kept_line(text)) == kept_line(text)
    assert same(same(text)) == same(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Škofja Loka", "S\u030cKOFJA LOKA"),
        ("Šmarje‑Sap", "Šmarje-Sap"),
        ("Koper – Sermin", "koper - sermin"),
        ("„Cona“", '"cona"'),
        ("Straße", "STRASSE"),
        ("Ａｊｄｏｖščina", "ajdovščina"),
        ("İzmir", "i\u0307zmir"),
    ],
)
def test_spellings_of_one_text_are_the_same(one, other):
    assert same(one) == same(other)


@pytest.mark.parametrize(("one", "other"), [("Čebela", "Cebela"), ("co2", "co 2"), ("Maribor", "Maribór")])
def test_another_text_is_not_the_same(one, other):
    assert same(one) != same(other)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Šola", ["šola"]),
        ("Sola", ["sola"]),
        ("ŠOLA", ["šola"]),
        ("sóla", ["šola", "sola"]),
        ("zadruga", ["zadruga"]),
        ("Kmečka zadruga", ["zadruga", "druga"]),
        ("nič", []),
        ("", []),
    ],
)
def test_the_nearest_spelling_of_a_name_wins(typed, found):
    names = [("Šola", "šola"), ("Sola", "sola"), ("Zadruga", "zadruga"), (None, "brez")]
    further = [("Zadruga", "druga"), ("Kmečka zadruga", "zadruga"), ("Kmečka zadruga", "druga")]

    assert Named(names, further).find(typed) == found
