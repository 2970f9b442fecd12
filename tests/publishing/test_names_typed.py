"""Topics and entries that are named by people: any spelling that reads the same is found, what is doubtful is asked."""

import pytest
from django.core.exceptions import ValidationError

from catalogue.models import Topic
from partners.models import Partner, Place
from publishing.fields import EntriesField, EntryField, TopicsField
from tests.factories import make, make_topic

pytestmark = pytest.mark.django_db

SPELLINGS = [
    "Krožno gospodarstvo",
    "krožno gospodarstvo",
    "KROŽNO GOSPODARSTVO",
    "Krozno gospodarstvo",
    "Kroz\u030cno gospodarstvo",
    "Krož\u00adno gospo\u00addarstvo",
    "Krožno\u200b gospodarstvo\u200b",
    "\ufeffKrožno gospodarstvo",
    "Krožno\u00a0gospodarstvo",
    "  Krožno   gospodarstvo ",
    "\u202bKrožno gospodarstvo\u202c",
    "Ｋrožno\u3000gospodarstvo",
    "Krožno\u2060 gospodarstvo\0",
]


def sentence(field, typed):
    with pytest.raises(ValidationError) as caught:
        field.clean(typed)
    return caught.value.messages[0]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_topic_is_found_however_it_is_spelled(typed):
    make_topic("krozno", "Krožno gospodarstvo", "Circular economy")

    assert TopicsField(3, 3).clean([typed, "", "circular economy"]) == ["krozno"]


@pytest.mark.parametrize("typed", SPELLINGS[:-1])
def test_a_place_is_found_however_it_is_spelled(typed):
    place = make(Place, title_sl="Krožno gospodarstvo", title_en="Circular")

    assert EntryField(Place).clean(typed) == place.pk
    assert EntriesField(Place).clean(f"{typed}\r\ncircular\n") == [place.pk]


@pytest.mark.parametrize(("typed", "found"), [("Vas", "vas"), ("vás", None), ("VAŠ", "vaš"), ("Vaš", "vaš")])
def test_of_topics_with_other_accents_the_exact_one_is_meant_or_it_is_asked(typed, found):
    make_topic("vas", "Vas", "Village")
    make_topic("vaš", "Vaš", "Yours")

    if found:
        assert TopicsField(3, 3).clean([typed]) == [found]
    else:
        assert sentence(TopicsField(3, 3), [typed]) == (
            "»vás« je lahko ena od več tem: »Vas«, »Vaš«. Napišite jo tako, kot stoji tam."
        )


def test_a_name_goes_before_another_label_that_is_spelled_alike():
    own = make_topic("voda", "Voda", "Water")
    other = make_topic("vode", "Vode", "Waters")
    other.labels.create(language="sl", text="Voda")
    other.labels.create(language="sl", text="Mokrišče")

    assert TopicsField(3, 3).clean(["voda"]) == [own.slug]
    assert TopicsField(3, 3).clean(["mokrisce"]) == [other.slug]


def test_of_places_with_other_accents_the_exact_one_is_meant():
    first, second = (make(Place, title_sl=title, title_en="") for title in ("Šentjur", "Sentjur"))

    assert EntryField(Place).clean("Sentjur") == second.pk
    assert EntryField(Place).clean("ŠENTJUR") == first.pk
    assert (
        sentence(EntryField(Place), "Sèntjur") == "»Sèntjur« je na portalu dvakrat: vpišite raje spletni naslov vnosa."
    )
    assert EntryField(Place).clean(f"https://portal.si{first.get_absolute_url()}") == first.pk


def test_a_title_with_a_slash_is_no_address():
    place = make(Place, title_sl="Koper/Capodistria", title_en="")

    assert EntryField(Place).clean("koper/capodistria") == place.pk


def test_what_is_not_public_is_not_found_in_any_spelling():
    make(Place, published=False, title_sl="Skrita cona", title_en="")

    assert "Skrita cona" in sentence(EntryField(Place), "Skrita cona")
    assert "skrita cona" in sentence(EntryField(Place), "skrita cona")


def test_what_is_stored_holds_nothing_that_nobody_sees():
    partner = make(Partner, title_sl="Obč\u200bina\u00a0 Žale\u00adc", title_en="", summary_sl="Ena\r\ndva\u200b")

    partner.refresh_from_db()

    assert (partner.title_sl, partner.slug_sl, partner.summary_sl) == ("Občina Žalec", "obcina-zalec", "Ena\ndva")


def test_a_text_of_one_language_does_not_come_into_another():
    partner = make(Partner, title_sl="Občina", title_en="Town", summary_en="One\r\ntwo")

    partner.refresh_from_db()

    assert (partner.summary_sl, partner.summary_en) == ("", "One\ntwo")


@pytest.mark.parametrize("name", ["krožno gospodarstvo", "Kroz\u030cno\u00a0gospodarstvo", "Krož\u00adno gospodarstvo"])
def test_two_topics_do_not_bear_the_same_name(name):
    make_topic("krozno", "Krožno gospodarstvo", "Circular economy")

    with pytest.raises(ValidationError) as caught:
        Topic(slug="drugo", name_sl=name).full_clean()

    assert "name_sl" in caught.value.message_dict
