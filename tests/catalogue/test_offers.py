"""What the search offers of its own: corrections, suggestions while one types, and why an entry was found."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.models import CardText
from library.models import Practice, Publication, Term
from tests.catalogue.test_search import BROKEN_BYTES, HOSTILE
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db


def ask(client, **query):
    return client.get(reverse("catalogue"), query)


def correction(client, **query):
    search = ask(client, **query).context["search"]
    return search.correction


def schedule(**fields):
    practice = make(Practice, published=False, **fields)
    practice.published_at = timezone.now() + timedelta(days=1)
    practice.publish()


HIDE = {
    "a draft": lambda **fields: make(Practice, published=False, **fields),
    "what was withdrawn": lambda **fields: make(Practice, **fields).withdraw(),
    "what is scheduled": schedule,
}


# --- Did you mean ---


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *[("simboiza", "simbioza"), ("simbiza", "simbioza"), ("simbiooza", "simbioza"), ("simbiova", "simbioza")],
        *[("SIMBOIZA", "simbioza"), ("živlejnje", "življenje"), ("zivlejnje", "življenje"), ("zivlenje", "življenje")],
        *[
            ("symbiossis", "symbiosis"),
            ("zelena simboiza", "zelena simbioza"),
            ("simboiza-življenje", "simbioza-življenje"),
        ],
        *[("»simboiza«", "»simbioza«"), ("simboiza -streha", "simbioza -streha")],
    ],
)
def test_a_misspelt_word_is_put_right(client, typed, meant):
    make(Practice, title_sl="Zelena simbioza, življenje", title_en="Green symbiosis")
    make(Practice, title_sl="Streha")

    assert correction(client, q=typed) == meant


@pytest.mark.parametrize("typed", ["industriska", "industriske"])
def test_a_misspelt_adjective_is_put_right_in_any_inflection(client, typed):
    make(Practice, title_sl="Industrijska cona")

    assert correction(client, q=typed) != ""


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_page_offers_the_correction_as_a_link_that_keeps_the_choices(client, language):
    make(Practice, title_sl="Simbioza", country="SI")

    with translation.override(language):
        response = ask(client, q="simboiza", country="SI", kind="practice", sort="title")
        address = response.context["search"].corrected()
        followed = client.get(reverse("catalogue") + address)

    assert address == "?kind=practice&country=SI&q=simbioza&sort=title"
    assert response.content.decode().count(f'href="{address.replace("&", "&amp;")}"') == 1
    assert [card.title_sl for card in followed.context["page"].cards] == ["Simbioza"]


def test_no_correction_is_offered_that_finds_nothing_under_the_same_choices(client):
    make(Practice, title_sl="Simbioza", country="SI")
    make(Practice, title_sl="Streha", country="IT")

    assert correction(client, q="simboiza", country="IT") == ""
    assert correction(client, q="simboiza streha", country="AT") == ""


@pytest.mark.parametrize("typed", ["simbioza", "xyzzyqwv", "12345", "a", "", "sz"])
def test_no_correction_is_offered_where_there_is_none(client, typed):
    make(Practice, title_sl="Simbioza")

    assert correction(client, q=typed) == ""


@pytest.mark.parametrize("hide", HIDE)
@pytest.mark.parametrize("typed", ["skrivnsotnik", "skrivnostnk", "streha skrivnsotnik"])
def test_no_word_that_only_a_hidden_entry_holds_is_proposed(client, hide, typed):
    make(Practice, title_sl="Streha")
    HIDE[hide](title_sl="Skrivnostnik")

    response = ask(client, q=typed)

    assert response.context["search"].correction == ""
    assert response.content.decode().lower().count("skrivnostnik") == 0


@pytest.mark.parametrize("hide", ["what was withdrawn", "what is scheduled"])
def test_no_hidden_word_is_proposed_behind_a_minus(client, hide):
    make(Practice, title_sl="Simbioza")
    HIDE[hide](title_sl="Skrivnostnik")

    response = ask(client, q="simboiza -skrivnsotnik")

    assert response.content.decode().lower().count("skrivnostnik") == 0


def test_a_hidden_word_does_not_stand_in_the_way_of_a_public_one(client):
    make(Practice, title_sl="Streha")
    make(Practice, title_sl="Streka").withdraw()

    assert correction(client, q="stresa") == "streha"


# --- Suggestions ---


def suggest(client, typed):
    return client.get(reverse("suggest"), {"q": typed})


def offered(client, typed):
    """[(text, what it is)] of what is offered."""
    _typed, texts, notes, _addresses = suggest(client, typed).json()
    return list(zip(texts, notes, strict=True))


@pytest.fixture
def shelf():
    topic = make_topic("simbioza", "Industrijska simbioza", "Industrial symbiosis")
    make(Practice, title_sl="Simbioza v Kopru", title_en="Symbiosis in Koper", topics=[topic])
    make(Term, title_sl="Streha", title_en="Roof")


@pytest.mark.parametrize(
    ("language", "typed", "texts"),
    [
        ("sl", "simb", [("simbioza", ""), ("Industrijska simbioza", "tema"), ("Simbioza v Kopru", "Dobra praksa")]),
        ("en", "symb", [("symbiosis", ""), ("Industrial symbiosis", "topic"), ("Symbiosis in Koper", "Good practice")]),
        ("sl", "koper simb", [("koper simbioza", ""), ("Simbioza v Kopru", "Dobra praksa")]),
        ("sl", "streha simb", []),
        ("sl", "xyzzy", []),
    ],
)
def test_words_topics_and_titles_are_offered(client, shelf, language, typed, texts):
    with translation.override(language):
        found = offered(client, typed)

    assert found == texts


def test_suggestions_have_the_form_of_opensearch(client, shelf):
    response = suggest(client, "simb")
    typed, texts, notes, addresses = response.json()

    assert (response.status_code, response["Content-Type"]) == (200, "application/x-suggestions+json")
    assert (typed, len(texts), len(notes), len(addresses)) == ("simb", 3, 3, 3)
    assert addresses[:2] == ["/sl/katalog/?q=simbioza", "/sl/katalog/?topic=simbioza"]


@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("typed", ["s", "si", "sim", "simb", "st", "roo", "koper sim", ""])
def test_every_suggestion_leads_to_something(client, shelf, language, typed):
    with translation.override(language):
        addresses = suggest(client, typed).json()[3]
        answers = [client.get(address) for address in addresses]

    assert [answer.status_code for answer in answers] == [200] * len(addresses)
    counts = [answer.context["page"].count for answer in answers if "page" in answer.context]
    assert 0 not in counts


def test_nothing_typed_offers_the_popular_topics(client, shelf):
    assert offered(client, "") == [("Industrijska simbioza", "tema")]


def test_words_are_offered_with_their_carons_to_who_types_none(client):
    make(Practice, title_sl="Življenje")

    assert offered(client, "zivl") == [("življenje", ""), ("Življenje", "Dobra praksa")]


@pytest.mark.parametrize("hide", HIDE)
@pytest.mark.parametrize("typed", ["skriv", "skrivnostnik", "Skrivnostnika", "skrit"])
def test_nothing_of_a_hidden_entry_is_offered(client, shelf, hide, typed):
    topic = make_topic("skrito", "Skrita tema", "Hidden topic")
    HIDE[hide](title_sl="Skrivnostnik", topics=[topic])

    assert offered(client, typed) == []


@pytest.mark.parametrize("language", ["sl", "en"])
def test_nothing_that_is_typed_breaks_the_suggestions(client, shelf, language):
    with translation.override(language):
        answers = {typed: suggest(client, typed) for typed in HOSTILE}

    for typed, response in answers.items():
        said, texts, notes, addresses = response.json()
        assert (response.status_code, said) == (200, typed[:200].replace("\0", ""))
        assert len(texts) == len(notes) == len(addresses)


@pytest.mark.parametrize("value", BROKEN_BYTES)
def test_no_broken_bytes_break_the_suggestions(client, shelf, value):
    assert client.get(f"{reverse('suggest')}?q={value}").status_code == 200


def test_suggestions_answer_who_only_reads(client):
    assert client.post(reverse("suggest"), {"q": "simb"}).status_code == 405


# --- Why an entry was found ---


def parts(found):
    """Marked words in brackets."""
    return "".join(f"[{part.text}]" if part.hit else part.text for part in found)


def card_of(client, typed, language="sl"):
    with translation.override(language):
        [card] = ask(client, q=typed).context["page"].cards
    return card


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("sončna", "Pod [sončnimi] strehami šole."),
        ("solska streha", "Pod sončnimi [strehami] šole."),
        ("sola streha", "Pod sončnimi [strehami] [šole]."),
        ('"sončna streha"', "Pod [sončnimi] [strehami] šole."),
        ("streha -voda", "Pod sončnimi [strehami] šole."),
    ],
)
def test_a_snippet_marks_the_words_in_their_inflection(client, typed, marked):
    make(Practice, title_sl="Drugo", summary_sl="Pod sončnimi strehami šole.", solution_sl="")

    response = ask(client, q=typed)

    [card] = response.context["page"].cards
    assert parts(card.snippet.parts) == marked


def test_a_title_marks_the_words_asked_for(client):
    make(Practice, title_sl="O strehah in šolah")

    card = card_of(client, "streha sola")

    assert (parts(card.marked_title), card.snippet) == ("O [strehah] in [šolah]", None)


def test_no_part_of_a_word_is_marked(client):
    make(Practice, title_sl="Konec konca v Konjicah", summary_sl="Streha, strehar in podstrešje.")

    card = card_of(client, "streha")

    assert parts(card.snippet.parts) == "[Streha], strehar in podstrešje."


def test_what_is_marked_is_escaped_first(client):
    make(Practice, title_sl="<b>Voda</b>", summary_sl="<script>voda</script> & <img src=x> voda")

    text = ask(client, q="voda").content.decode()

    assert text.count("&lt;b&gt;<mark>Voda</mark>&lt;/b&gt;") == 1
    assert text.count("&lt;script&gt;<mark>voda</mark>&lt;/script&gt; &amp; &lt;img src=x&gt; <mark>voda</mark>") == 1
    assert (text.count("<script>voda"), text.count("<img src=x")) == (0, 0)


def test_a_snippet_of_another_language_says_which(client):
    make(Practice, title_sl="Naslov", title_en="Heading", summary_sl="Samo voda.", summary_en="Nothing else.")

    card = card_of(client, "voda", "en")
    with translation.override("en"):
        text = ask(client, q="voda").content.decode()

    assert (card.snippet.language, parts(card.snippet.parts)) == ("sl", "Samo [voda].")
    assert text.count('<p class="hit-text" lang="sl">') == 1
    assert card_of(client, "voda", "sl").snippet.language == ""


def test_of_two_languages_that_hold_as_many_words_the_pages_own_is_shown(client):
    make(Practice, title_sl="Naslov", title_en="Heading", summary_sl="O Kopru.", summary_en="About Koper.")

    shown = [parts(card_of(client, "koper", language).snippet.parts) for language in ("sl", "en")]

    assert shown == ["O [Kopru].", "About [Koper]."]


def test_a_snippet_out_of_a_file_says_so(client):
    publication = make(Publication, title_sl="Poročilo", summary_sl="Voda.")
    CardText.objects.create(card=publication.cards.get(), language="", text="V prilogi je voda.")
    CardText.objects.filter(language="sl").delete()

    card = card_of(client, "voda")

    assert (card.snippet.in_file, parts(card.snippet.parts)) == (True, "V prilogi je [voda].")
    assert ask(client, q="voda").content.decode().count("v priloženi datoteki: ") == 1


def test_of_a_long_text_the_lines_with_most_of_the_words_are_cut_out(client):
    text = "Voda. " + "Beseda teče dalje. " * 40 + "Voda je na strehi šole. " + "Beseda teče dalje. " * 40
    make(Practice, title_sl="Naslov", solution_sl=text)

    shown = parts(card_of(client, "voda streha šola").snippet.parts)

    assert shown.count("[Voda] je na [strehi] [šole].") == 1
    assert (shown[:2], shown[-2:], len(shown) < 300) == ("… ", " …", True)


def test_without_words_nothing_is_marked(client):
    make(Practice, title_sl="Voda", summary_sl="Voda.")

    text = ask(client, kind="practice").content.decode()

    assert text.count("<mark>") == 0
