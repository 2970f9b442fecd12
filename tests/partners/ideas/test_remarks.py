"""Remarks on an idea: under name and organisation, answered once, changed for 15 minutes, hidden for a reason."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from partners.ideas import remarking, shown
from partners.models import Membership, Partner, Remark
from publishing.models import Notice
from publishing.refusals import Overtaken
from tests.factories import make, make_person
from tests.partners.ideas.talking import make_idea, page_of, remark_on, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return make(Partner, title_sl="Občina Ščavnica", title_en="Municipality of Ščavnica")


@pytest.fixture
def idea(own):
    return make_idea(own)


@pytest.fixture
def representative(own):
    return member(own, "zastopnik@example.org", "representative")


@pytest.fixture
def author():
    return member(make(Partner, title_sl="Zavod Mreža"), "bogomira@example.org")


def member(partner, email, role="editor"):
    person = make_person(email, name=email.partition("@")[0].title())
    Membership.objects.create(user=person, partner=partner, role=role)
    return person


def later(remark, minutes):
    Remark.objects.filter(pk=remark.pk).update(at=timezone.now() - dt.timedelta(minutes=minutes))
    return Remark.objects.get(pk=remark.pk)


def change(client, remark, text, seen=None):
    seen = remarking.mark_of(remark) if seen is None else seen
    return client.post(reverse("remark_change", args=[remark.pk]), {"text": text, "seen": seen})


def hide(client, remark, **sent):
    return client.post(reverse("remark_hide", args=[remark.pk]), {"do": "hide", "reason": "Žalitev."} | sent)


def test_a_remark_stands_under_name_and_organisation_and_never_under_an_address(client, idea, author):
    client.force_login(author)

    response = say(client, idea, "Pri nas to <b>deluje</b>.")

    [remark] = Remark.objects.all()
    assert response["Location"] == f"{idea.get_absolute_url()}#remark-{remark.pk}"
    page = page_of(client, idea)
    assert all(words in page for words in ("Pri nas to &lt;b&gt;deluje&lt;/b&gt;.", "Bogomira", "Zavod Mreža"))
    assert "bogomira@example.org" not in page


def test_of_several_organisations_the_author_chooses_one(client, idea, author):
    other = make(Partner, title_sl="Druga hiša")
    Membership.objects.create(user=author, partner=other, role="editor")
    client.force_login(author)

    say(client, idea, partner=other.pk)

    assert Remark.objects.get().partner == other


def test_an_organisation_that_is_not_public_is_not_named(client, idea):
    remark_on(
        idea, make_person("nekdo@example.org", name="Nekdo"), partner=make(Partner, title_sl="Skrita", published=False)
    )

    assert "Skrita" not in page_of(client, idea)


def test_nobody_speaks_without_a_name(client, idea):
    client.force_login(make_person("brez@example.org"))

    response = say(client, idea, "Brez imena.")

    assert (response.status_code, Remark.objects.count()) == (409, 0)
    assert "Brez imena." in response.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "x" * 2_001])
def test_an_empty_or_endless_remark_is_not_taken(client, idea, author, text):
    client.force_login(author)

    assert (say(client, idea, text).status_code, Remark.objects.count()) == (200, 0)


def test_the_same_form_sent_twice_says_it_once(client, idea, author):
    client.force_login(author)

    for _time in range(2):
        say(client, idea, once="znak")

    assert Remark.objects.count() == 1


def test_a_flood_is_stopped_and_its_text_is_kept(client, idea, author, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"idea_remark": "2/h/key"}
    client.force_login(author)

    answers = [say(client, idea, f"Mnenje {n}") for n in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Mnenje 2" in answers[-1].content.decode()


def test_the_organisation_of_the_idea_is_told_with_the_mail_of_the_day_and_the_author_is_not(
    client, idea, author, representative
):
    client.force_login(author)
    say(client, idea)
    client.force_login(representative)
    say(client, idea)

    assert list(Notice.objects.values_list("sentence", "person", "daily")) == [("idea_remark", representative.pk, True)]


def test_what_is_said_to_an_idea_that_is_gone_comes_back_as_it_was_typed(client, idea, author):
    client.force_login(author)
    idea.withdraw()

    response = say(client, idea, "Dolgo pisano.")

    assert (response.status_code, Remark.objects.count()) == (409, 0)
    assert "Dolgo pisano." in response.content.decode()


def test_of_a_draft_not_even_the_title_is_told(client, author):
    draft = make_idea(published=False, title_sl="Skrivnost")
    client.force_login(author)

    response = say(client, draft)

    assert (response.status_code, "Skrivnost" in response.content.decode()) == (404, False)


# --- Replies ---


def test_a_remark_is_answered_and_a_reply_is_not(client, idea, author):
    remark = remark_on(idea, author)
    client.force_login(author)
    assert client.get(reverse("remark_reply", args=[remark.pk])).status_code == 200

    client.post(reverse("remark_reply", args=[remark.pk]), {"text": "Se strinjam."})

    reply = Remark.objects.get(reply_to=remark)
    assert client.get(reverse("remark_reply", args=[reply.pk])).status_code == 404
    page = page_of(client, idea)
    assert page.index(f'id="remark-{remark.pk}"') < page.index(f'id="remark-{reply.pk}"')


def test_a_hidden_remark_is_answered_no_more(client, idea, author):
    remark = remark_on(idea, author, hidden_at=timezone.now(), reason="Žalitev.")
    client.force_login(author)

    response = client.post(reverse("remark_reply", args=[remark.pk]), {"text": "Zakaj pa?"})

    assert response.status_code == 409
    assert "Zakaj pa?" in response.content.decode()


# --- Changing ---


def test_the_author_changes_a_remark_for_fifteen_minutes(client, idea, author):
    remark = later(remark_on(idea, author), 14)
    client.force_login(author)

    response = change(client, remark, "Še boljše.")

    assert (response.status_code, Remark.objects.get().text) == (302, "Še boljše.")
    assert "spremenjeno" in page_of(client, idea)


def test_after_that_the_time_is_told_and_the_text_comes_back(client, idea, author):
    remark = later(remark_on(idea, author), 15)
    client.force_login(author)

    response = change(client, remark, "Prepozno.")

    page = response.content.decode()
    assert (response.status_code, Remark.objects.get().text) == (409, "Odlično.")
    assert f"{timezone.localtime(remarking.closed_at(remark)):%-H.%M}" in page
    assert "Prepozno." in page
    assert reverse("remark_change", args=[remark.pk]) not in page_of(client, idea)


def test_of_two_windows_the_second_is_told_what_the_first_wrote(client, idea, author):
    remark = remark_on(idea, author)
    client.force_login(author)
    seen = remarking.mark_of(remark)
    change(client, remark, "Prvo okno.")

    response = change(client, remark, "Drugo okno.", seen)

    assert (response.status_code, Remark.objects.get().text) == (409, "Prvo okno.")
    page = response.content.decode()
    assert "Prvo okno." in page
    assert "Drugo okno." in page
    seen = remarking.mark_of(Remark.objects.get())
    assert f'value="{seen}"' in page


def test_nobody_changes_the_words_of_another(client, idea, author, representative):
    client.force_login(representative)

    assert change(client, remark_on(idea, author), "Moje.").status_code == 404


# --- Hiding ---


def test_who_leads_the_idea_hides_a_remark_and_shows_it_again(client, idea, author, representative):
    remark = remark_on(idea, author, "Grda beseda.")
    remark_on(idea, author, "Odgovor.", reply_to=remark)
    client.force_login(representative)

    hide(client, remark)

    client.logout()
    page = page_of(client, idea)
    assert all(words in page for words in ("skrito", "Žalitev.", "Odgovor."))
    assert "Grda beseda." not in page
    client.force_login(representative)
    hide(client, remark, do="show")
    assert "Grda beseda." in page_of(client, idea)


def test_hiding_needs_a_reason(client, idea, author, representative):
    client.force_login(representative)

    response = hide(client, remark_on(idea, author), reason=" ")

    assert (response.status_code, Remark.objects.get().hidden_at) == (200, None)


def test_the_first_reason_stays(idea, author, representative):
    remark = remark_on(idea, author)

    for reason in ("Prvi.", "Drugi."):
        remarking.hide(remark=remark, by=representative, reason=reason)

    assert Remark.objects.get().reason == "Prvi."


@pytest.mark.parametrize("role", ["author", "editor", "foreign"])
def test_nobody_else_hides_anything(client, idea, own, author, role):
    remark = remark_on(idea, author)
    people = {"author": lambda: author, "editor": lambda: member(own, "u@example.org")}
    people["foreign"] = lambda: member(make(Partner), "t@example.org", "representative")
    client.force_login(people[role]())

    assert hide(client, remark).status_code == 404


def test_a_hidden_remark_is_changed_no_more(idea, author):
    remark = remark_on(idea, author, hidden_at=timezone.now(), reason="Žalitev.")

    with pytest.raises(Overtaken):
        remarking.change(remark=remark, by=author, text="Drugače.", seen=remarking.mark_of(remark))


# --- Many, and people who go ---


def test_many_remarks_stand_on_pages_and_each_has_its_address(client, idea, author):
    made = [remark_on(idea, author, f"Mnenje {n}") for n in range(shown.ON_PAGE + 1)]

    first, second = (client.get(f"{idea.get_absolute_url()}{query}").content.decode() for query in ("", "?remarks=2"))

    assert f'id="remark-{made[0].pk}"' in first
    assert f'id="remark-{made[-1].pk}"' not in first
    assert f'id="remark-{made[-1].pk}"' in second
    assert shown.place_of(made[-1]) == f"{idea.get_absolute_url()}?remarks=2#remark-{made[-1].pk}"


@pytest.mark.parametrize("asked", ["0", "-1", "x", "99999999999", "%00"])
def test_a_page_that_is_none_hinders_nobody(client, idea, asked):
    assert client.get(f"{idea.get_absolute_url()}?remarks={asked}").status_code == 200


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_page_asks_as_often_for_nine_remarks_as_for_one(client, idea, author, signed_in, queries_of):
    if signed_in:
        client.force_login(author)

    def fill():
        remark = remark_on(idea, author, partner=idea.partner)
        remark_on(idea, author, "Odgovor.", reply_to=remark)
        idea.supports.create(person=make_person(f"p{remark.pk}@example.org"))

    fill()
    page_of(client, idea)
    one = queries_of(lambda: page_of(client, idea))
    for _time in range(8):
        fill()

    assert queries_of(lambda: page_of(client, idea)) == one


def test_of_a_person_who_is_erased_the_support_goes_and_the_words_lose_their_name(client, idea, author):
    remark_on(idea, author)
    idea.supports.create(person=author)

    author.delete()

    page = page_of(client, idea)
    assert all(words in page for words in ("Odlično.", "Nekdo, ki je odšel", "Zamisel podpira 0 ljudi."))
    assert "Bogomira" not in page


def test_nothing_that_nobody_sees_is_kept_of_a_remark(client, idea):
    client.force_login(make_person(name="Ana Kos"))

    say(client, idea, "Odlično\x1b za \u202evse\u200b.\r\nRes.")

    assert Remark.objects.get().text == "Odlično  za vse.\nRes."
