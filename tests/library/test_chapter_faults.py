"""The checker of chapters: each fault is one sentence that names its line and what to do."""

import pytest
from django.utils import translation

from library.books.checking import ERROR, WARNING, faults_of
from library.models import Book, Chapter, Practice, Publication, Term
from tests.factories import make

pytestmark = pytest.mark.django_db
FIGURE = {"key": "karta", "alt_sl": "Cona ob reki.", "alt_en": "", "caption_sl": "Karta"}


def sentences(text, content=None, language="sl", entry=None):
    return [(fault.severity, fault.text) for fault in faults_of(text, language, content or {}, entry)]


@pytest.mark.parametrize(
    ("text", "severity", "sentence"),
    [
        ("\n\n![](figure:ni)", ERROR, "Vrstica 3: slike »ni« ni med slikami poglavja. Dodajte jo ali izberite drugo."),
        ("## A\n\n#### B", ERROR, "Vrstica 3: raven naslova »B« tu ni ustrezna. Začnite ga z ###."),
        ("### A", ERROR, "Vrstica 1: raven naslova »A« tu ni ustrezna. Začnite ga z ##."),
        ("# A", ERROR, "Vrstica 1: raven naslova »A« tu ni ustrezna. Začnite ga z ##."),
        (
            "## {#a}",
            WARNING,
            "Vrstica 1: naslov je brez besed, zato ga nihče ne vidi. Dopišite ga ali izbrišite vrstico.",
        ),
        ("## A {#a}\n\n## B {#a}", WARNING, "Vrstica 3: sidro »a« se tu ponovi. Spremenjeno bo v »a-2«."),
        (
            "| A | B |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |",
            ERROR,
            "Vrstica 4: število celic v 2. vrstici tabele je 3, v glavi pa 2. Izenačite ju.",
        ),
        (
            "[x](javascript:alert(1))",
            WARNING,
            "Vrstica 1: na naslov »javascript:alert(1)« besedilo ne more kazati. Ostanejo samo besede.",
        ),
        ("[@ni]", ERROR, "Vrstica 1: dela »ni« ni med navedenimi deli poglavja. Dodajte ga ali navedite drugo."),
        ("[@pub:9]", ERROR, "Vrstica 1: javne publikacije »pub:9« ni. Navedite drugo."),
        (
            "[a](entry:practice:9)",
            ERROR,
            "Vrstica 1: vnos »practice:9« ni javen. Izberite drugega ali pustite samo besede.",
        ),
        ("[a](term:ni)", ERROR, "Vrstica 1: javnega pojma »ni« ni. Izberite drugega ali pustite samo besede."),
        (
            "[](sec:ni)",
            ERROR,
            "Vrstica 1: »sec:ni« ne vodi nikamor. Navedite razdelek, sliko ali tabelo, ki obstaja.",
        ),
        (
            "[](tab:ni)",
            ERROR,
            "Vrstica 1: »tab:ni« ne vodi nikamor. Navedite razdelek, sliko ali tabelo, ki obstaja.",
        ),
    ],
)
def test_a_fault_is_one_sentence(text, severity, sentence):
    assert sentences(text) == [(severity, sentence)]


TABLE = "| A | B |\n|---|---|\n| 1 | 2 |\n\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (TABLE * 40, None),
        (TABLE * 41, "Poglavje ima toliko tabel: 41; stavi se jih največ 40. Razdelite ga."),
        ("| a " * 30 + "|\n" + "|---" * 30 + "|\n", None),
        (
            "\n" + "| a " * 31 + "|\n" + "|---" * 31 + "|\n",
            "Vrstica 2: tabela ima več stolpcev kot 30. Razdelite jo.",
        ),
        ("".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(300)), None),
        (
            "".join(f"a[^{n}]\n\n[^{n}]: b\n\n" for n in range(301)),
            "Poglavje ima toliko opomb: 301; stavi se jih največ 300. Razdelite ga.",
        ),
    ],
    ids=["40 tables", "41 tables", "30 columns", "31 columns", "300 notes", "301 notes"],
)
def test_a_chapter_holds_no_more_than_can_be_set(text, sentence):
    assert sentences(text) == ([(ERROR, sentence)] if sentence else [])


def test_a_figure_needs_a_description_in_the_language_of_the_text():
    found = [sentences("", {"illustrations": [FIGURE]}, code) for code in ("sl", "en")]

    said = "Slika »karta« (Angleščina): za tiste, ki je ne vidijo, z besedami opišite, kaj je na njej."
    assert found == [[], [(ERROR, said)]]


def test_a_description_that_repeats_the_caption_is_only_a_warning():
    row = FIGURE | {"alt_sl": "Karta"}

    [(severity, text)] = sentences("", {"illustrations": [row]})

    assert (severity, "Opišite, kaj je videti." in text) == (WARNING, True)


def test_what_is_there_is_no_fault():
    book = make(Book)
    other = make(Chapter, book=book, external_id="drugo", body_sl="## Kako {#kako}")
    entry = make(Chapter, book=book)
    practice, publication = make(Practice), make(Publication)
    make(Term, external_id="pojem")
    text = f"""## Tu {{#tu}}

[](sec:tu) [](sec:drugo/kako) [](sec:{other.pk}/kako) [](fig:karta) [](tab:cone) [](tab:tab-cone)
[a](entry:practice:{practice.pk}) [p](term:pojem) [@delo, str. 3; @pub:{publication.pk}]

![](figure:karta)

Table: Cone {{#tab-cone}}

| A | B\\|b |
|---|---|
| 1 | 2 |
"""

    assert sentences(text, {"illustrations": [FIGURE], "references": [{"key": "delo"}]}, entry=entry) == []


def test_a_section_of_another_book_is_no_section_of_this_one():
    make(Chapter, external_id="tuje", body_sl="## Kako {#kako}")

    assert len(sentences("[](sec:tuje/kako)", entry=make(Chapter))) == 1


def test_what_was_withdrawn_is_a_fault():
    practice = make(Practice)
    practice.withdraw()

    [(severity, _text)] = sentences(f"[a](entry:practice:{practice.pk})")

    assert severity == ERROR


def test_faults_are_said_in_the_language_of_the_reader():
    with translation.override("en"):
        assert sentences("[](sec:x)")[0][1].startswith("Line 1: “sec:x” leads nowhere.")
