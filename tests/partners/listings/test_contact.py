"""Messages to organisations: nobody sees an address before it is accepted, and every step is taken once."""

import datetime as dt
import re

import pytest
from django.core import mail as outgoing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from catalogue.personal.erasing import forget as erase
from library.models import Practice
from partners.contact import steps
from partners.contact.defusing import defused
from partners.models import BlockedSender, ContactRequest, Listing, Place
from publishing.daily_round import daily_round
from publishing.models import Mail, Notice
from publishing.tasks import headers, message
from tests.factories import make, make_person
from tests.partners.listings.exchanging import in_days, make_listing, organisation

pytestmark = pytest.mark.django_db

ANA = "ana.zasebna@example.net"
TEXT = "Zanima nas, kako ste zbirali deževnico. Pišite na https://primer.example.org/obrazec ali www.primer.si."
SENT = {"name": "Ana Kos", "organisation": "Občina Vič", "email": ANA, "text": TEXT}
State = ContactRequest.State


def address(entry, name="contact"):
    return reverse(name, args=[entry.kind, entry.pk])


def send(client, entry, **told):
    return client.post(address(entry), SENT | told)


def newest():
    return ContactRequest.objects.latest("pk")


def mails_to(email):
    return list(Mail.objects.filter(to=email).order_by("pk"))


def link_of(mail):
    return "/" + re.search(r"http://testserver/(\S+)", mail.text)[1]


@pytest.fixture
def listing(db):
    return make_listing("water", title_sl="Zbiramo deževnico", title_en="Collecting rainwater")


@pytest.fixture
def owner(listing):
    return listing.partner.person


@pytest.fixture
def sent(client, listing):
    """A message of Ana, who has no account, confirmed by the button."""
    send(client, listing)
    client.post(link_of(mails_to(ANA)[0]))
    return newest()


def answer(client, person, found, **told):
    client.force_login(person)
    return client.post(reverse("contact_message", args=[found.pk]), told)


# --- The button ---


def entries(partner):
    return {
        "listing": make_listing("water", partner=partner),
        "practice": make(Practice, organisation=partner),
        "place": make(Place, organisation=partner),
        "partner": partner,
    }


@pytest.mark.parametrize("kind", ["listing", "practice", "place", "partner"])
def test_pages_lead_to_the_form_only_where_somebody_can_answer(client, kind):
    entry, without = entries(organisation())[kind], entries(organisation())[kind]
    partner = without if kind == "partner" else getattr(without, "partner", None) or without.organisation
    partner.memberships.all().delete()

    shown = [address(one) in client.get(one.get_absolute_url()).content.decode() for one in (entry, without)]
    answers = [client.get(address(one)).status_code for one in (entry, without)]

    assert (shown, answers) == ([True, False], [200, 404])


HIDDEN = {
    "a draft": lambda: make(Listing, published=False, partner=organisation()),
    "expired": lambda: make_listing("water", days=-1),
    "without an organisation": lambda: make(Practice),
    "of a hidden organisation": lambda: make(Practice, organisation=organisation(published=False)),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_about_what_is_not_public_nobody_writes(client, name):
    entry = HIDDEN[name]()

    assert [client.get(address(entry)).status_code, send(client, entry).status_code] == [404, 404]
    assert ContactRequest.objects.count() == 0


@pytest.mark.parametrize("kind", ["event", "nonsense", "post"])
def test_other_kinds_have_no_such_page(client, kind):
    assert client.get(reverse("contact", args=[kind, 1])).status_code == 404


# --- Without an account ---


def test_get_and_head_of_the_link_send_nothing(client, listing, owner):
    send(client, listing)
    link = link_of(mails_to(ANA)[0])

    answers = [getattr(client, method)(link).status_code for method in ("get", "head")]

    assert (answers, newest().state, owner.notices.count()) == ([200, 200], State.UNVERIFIED, 0)


def test_the_button_sends_it_once(client, sent, owner):
    link = link_of(mails_to(ANA)[0])

    again = client.post(link)

    assert (again.status_code, newest().state, owner.notices.filter(kind="contact").count()) == (302, State.SENT, 1)


def test_the_link_is_good_for_seven_days(client, listing):
    send(client, listing)
    ContactRequest.objects.update(created_at=timezone.now() - dt.timedelta(days=8))

    answer = client.post(link_of(mails_to(ANA)[0]))

    assert (answer.status_code, newest().state) == (404, State.UNVERIFIED)


def test_a_link_of_nobody_opens_nothing(client):
    assert client.get(reverse("contact_confirm", args=["x" * 32])).status_code == 404


def as_seen(client, listing):
    first = send(client, listing)
    text = client.get(first.url).content.decode()
    return first.status_code, first.url, re.sub(r'value="[^"]*"|nonce-\S+', "", text)


def test_known_unknown_and_blocked_senders_see_the_same(client, listing):
    make_person(ANA)
    unknown = as_seen(client, listing)
    client.post(link_of(mails_to(ANA)[0]))
    waiting = as_seen(client, listing)
    ContactRequest.objects.all().delete()
    BlockedSender.objects.create(address_digest=steps.address_digest(ANA.upper()))
    blocked = as_seen(client, listing)

    assert unknown == waiting == blocked
    assert ContactRequest.objects.count() == 0


def test_who_writes_again_before_confirming_gets_a_new_link_to_the_new_text(client, listing):
    send(client, listing)
    send(client, listing, text="Prosim za pogovor o deževnici.")
    old, new = (link_of(mail) for mail in mails_to(ANA))

    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)
    assert newest().text == "Prosim za pogovor o deževnici."


def test_what_a_program_fills_in_goes_nowhere(client, listing):
    answer = send(client, listing, website="https://spam.example")

    assert (answer.status_code, answer.url) == (302, address(listing, "contact_sent"))
    assert (ContactRequest.objects.count(), Mail.objects.count()) == (0, 0)


BAD = {
    "empty": ({"text": ""}, "text"),
    "too long": ({"text": "x" * 2001}, "text"),
    "too short": ({"text": "Zdravo"}, "text"),
    "no address": ({"email": "ana"}, "email"),
    "no name": ({"name": " "}, "name"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_at_its_field_and_what_was_typed_is_kept(client, listing, name):
    told, field = BAD[name]

    answer = send(client, listing, **told)

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert (SENT | told)["organisation"] in answer.content.decode()


def test_what_is_withdrawn_meanwhile_is_not_sent(client, listing):
    send(client, listing)
    listing.withdraw()

    answer = client.post(link_of(mails_to(ANA)[0]))

    assert (answer.status_code, newest().state) == (409, State.UNVERIFIED)


# --- With an account ---


@pytest.fixture
def writer(db):
    return organisation(title_sl="Občina Vič", title_en="Municipality of Vič").person


def write(client, person, entry, **told):
    client.force_login(person)
    return client.post(address(entry), {"name": "Ana Kos", "text": TEXT} | told)


def test_who_is_signed_in_writes_at_once_for_their_organisation(client, listing, writer, owner):
    own = next(iter(writer.organisations))

    answer = write(client, writer, listing, partner=own)

    found = newest()
    assert (answer.url, found.state, found.partner_id, found.person) == (
        address(listing, "contact_sent"),
        State.SENT,
        own,
        writer,
    )
    assert "Ana Kos (Občina Vič)" in owner.notices.get().values["by"]


def test_what_a_stranger_wrote_with_ones_address_is_not_told_of_oneself(client, listing, writer, owner):
    send(client, listing, email=writer.email, organisation="Skrivna združba")

    write(client, writer, listing, partner="")

    assert (newest().organisation, newest().partner) == ("", None)
    assert "Skrivna združba" not in Notice.objects.get(person=owner).values["by"]


def test_nobody_writes_for_an_organisation_of_others(client, listing, writer):
    answer = write(client, writer, listing, partner=listing.partner_id)

    assert (list(answer.context["form"].errors), ContactRequest.objects.count()) == (["partner"], 0)


def test_a_second_message_waits_for_the_answer_to_the_first(client, listing, writer):
    write(client, writer, listing)

    answer = write(client, writer, listing)

    assert (answer.status_code, ContactRequest.objects.count()) == (409, 1)
    assert "čaka na odgovor že od" in answer.content.decode()


def test_one_does_not_write_to_oneself(client, listing, owner):
    answer = write(client, owner, listing)

    assert (answer.status_code, ContactRequest.objects.count()) == (200, 0)


# --- How much ---


def test_the_sixth_message_of_a_person_is_429(client, writer):
    listings = [make_listing("water") for _number in range(6)]

    answers = [write(client, writer, listing) for listing in listings]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    text = answers[-1].content.decode()
    assert ("Danes ste poslali pet sporočil. Jutri spet." in text, TEXT in text) == (True, True)
    assert ContactRequest.objects.count() == 5


def test_a_message_that_is_sent_twice_counts_once(client, listing):
    for _press in range(4):
        answer = send(client, listing, once="enkrat")

    assert (answer.status_code, ContactRequest.objects.count()) == (302, 1)


def test_the_fourth_message_with_an_address_is_429(client):
    answers = [send(client, make_listing("water")).status_code for _number in range(4)]

    assert answers == [302, 302, 302, 429]


def test_the_twenty_first_message_about_a_listing_is_429(client, listing):
    people = [make_person(f"p{number}@example.org", name="Oseba") for number in range(21)]

    answers = [write(client, person, listing).status_code for person in people]

    assert answers == [302] * 20 + [429]


def test_unconfirmed_messages_take_no_place_of_others(client, listing, writer, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"contact_entry": "1/d/key"}
    send(client, listing)

    first = write(client, writer, listing)
    client.logout()
    late = client.post(link_of(mails_to(ANA)[0]))

    assert (first.status_code, late.status_code, ContactRequest.objects.filter(state=State.SENT).count()) == (
        302,
        429,
        1,
    )


# --- The mail to the organisation ---


def test_the_mail_quotes_the_text_as_anothers_and_without_links(sent, owner):
    [found] = mails_to(owner.email)

    assert found.subject == "Sporočilo o oglasu Zbiramo deževnico"
    assert "Besedilo spodaj je napisal pošiljatelj (Ana Kos (Občina Vič)), ne portal." in found.text
    assert "https[:]//primer[.]example[.]org/obrazec" in found.text
    assert re.findall(r"https?://(?!testserver)|www\.", found.text + found.html) == []


def test_no_header_says_where_to_reply(sent, owner):
    [found] = mails_to(owner.email)

    made = message(found)

    assert (made.reply_to, made.from_email, "Reply-To" in headers(found)) == (
        [],
        outgoing.EmailMessage().from_email,
        False,
    )
    assert ANA not in str(made.message())


DEFUSED = {
    "https://a.example.org/x": "https[:]//a[.]example[.]org/x",
    "piši na ana@example.org!": "piši na ana@example[.]org!",
    "JAVASCRIPT:alert(1)": "JAVASCRIPT[:]alert(1)",
    "mailto:ana@x.si": "mailto[:]ana@x[.]si",
    "Voda. In energija: 3.5 m³ ob 9.30.": "Voda. In energija: 3.5 m³ ob 9.30.",
}


@pytest.mark.parametrize("text", DEFUSED)
def test_what_mail_programs_make_links_of_stays_text(text):
    assert defused(text) == DEFUSED[text]


# --- Nobody sees an address ---


def everything(client, listing, found, owner):
    """All that anybody can fetch: pages, feeds, files and the pages of the desk."""
    feed = reverse("feed", kwargs={"kind": "listing"})
    public = [listing.get_absolute_url(), address(listing), address(listing, "contact_sent"), feed, "/sitemap.xml"]
    public += [reverse("listing_list"), listing.partner.get_absolute_url()]
    public += [reverse("api:entry", args=["listing", listing.slug]), reverse("api:search")]
    client.logout()
    answers = [client.get(one) for one in public]
    client.force_login(owner)
    own = [
        reverse("desk"),
        reverse("notices"),
        reverse("contact_messages"),
        reverse("contact_message", args=[found.pk]),
    ]
    return answers, [client.get(one) for one in own]


def told(answer):
    content = b"".join(answer) if answer.streaming else answer.content
    return content.decode() + str(dict(answer.headers))


def test_no_page_feed_or_header_has_an_address_before_it_is_accepted(client, listing, sent, owner):
    public, own = everything(client, listing, sent, owner)

    assert [answer.status_code for answer in (*public, *own)] == [200] * 13
    assert [one.request["PATH_INFO"] for one in (*public, *own) if ANA in told(one)] == []
    assert [one.request["PATH_INFO"] for one in public if owner.email in told(one)] == []


def test_members_of_others_and_those_who_run_the_portal_read_nothing(client, sent, people):
    found = []
    for person in (people.foreign, people.coordinator, people.administrator, people.member):
        client.force_login(person)
        page = client.get(reverse("contact_message", args=[sent.pk])).status_code
        found.append((page, "Ana Kos" in client.get(reverse("contact_messages")).content.decode()))

    assert found == [(404, False)] * 4


# --- Answers ---


def test_accepting_gives_both_the_address_of_the_other_and_is_written_down(client, sent, owner, listing):
    done = answer(client, owner, sent, do="accept", text="Z veseljem, pokličite.")

    sent.refresh_from_db()
    to_ana, to_owner = mails_to(ANA)[-1], mails_to(owner.email)[-1]
    assert (done.status_code, sent.state, sent.answered_by) == (302, State.ACCEPTED, owner)
    assert (to_ana.subject, owner.email in to_ana.text) == ("Odgovor: Zbiramo deževnico", True)
    assert (ANA in to_owner.text, "Z veseljem" in to_ana.text) == (True, True)
    log = owner.logentry_set.get().change_message
    assert ("both sides" in log, ANA in log) == (True, False)


@pytest.mark.parametrize("do", ["decline", "report"])
def test_any_other_answer_gives_no_address_to_anybody(client, sent, owner, do):
    answer(client, owner, sent, do=do, text="Žal ne.")

    sent.refresh_from_db()
    to_ana, to_owner = mails_to(ANA)[1:], mails_to(owner.email)
    assert sent.state == {"decline": State.DECLINED, "report": State.REPORTED}[do]
    assert len(to_ana) == {"decline": 1, "report": 0}[do]
    assert [mail for mail in to_ana if owner.email in mail.text] == []
    assert [mail for mail in to_owner if ANA in mail.text] == []
    assert ANA not in client.get(reverse("contact_message", args=[sent.pk])).content.decode()


def test_an_answer_needs_words(client, sent, owner):
    page = answer(client, owner, sent, do="accept", text="")

    sent.refresh_from_db()
    assert (page.status_code, sent.state, "Najprej napišite odgovor." in page.content.decode()) == (
        200,
        State.SENT,
        True,
    )


@pytest.mark.parametrize("second", ["accept", "decline", "report"])
def test_a_second_answer_changes_nothing(client, sent, owner, second):
    answer(client, owner, sent, do="decline")
    mails = Mail.objects.count()

    answer(client, owner, sent, do=second, text="Vseeno.")

    sent.refresh_from_db()
    assert (sent.state, Mail.objects.count(), BlockedSender.objects.count()) == (State.DECLINED, mails, 0)


def test_nothing_is_taken_from_whoever_was_reported(client, sent, owner):
    other = make_listing("energy")
    answer(client, owner, sent, do="report")
    client.logout()

    done = send(client, other)

    assert (done.status_code, ContactRequest.objects.count(), len(mails_to(ANA))) == (302, 1, 1)
    assert ANA not in str(list(BlockedSender.objects.values()))


def test_what_was_written_before_the_report_is_handed_to_nobody(client, listing, owner):
    send(client, listing)
    BlockedSender.objects.create(address_digest=steps.address_digest(ANA))

    done = client.post(link_of(mails_to(ANA)[0]))
    text = client.get(done.url).content.decode()

    assert ("je dobila vaše sporočilo" in text, owner.notices.count()) == (True, 0)
    client.force_login(owner)
    assert client.get(reverse("contact_messages")).context["rows"] == []


def test_fields_that_the_form_does_not_show_are_ignored(client, listing):
    send(client, listing, state="accepted", receiver="1", person="1", answer="Da", sent_at="2027-01-01")

    found = newest()
    assert (found.state, found.person, found.answer, found.receiver) == (State.UNVERIFIED, None, "", listing.partner)


# --- What time does ---


def test_after_thirty_days_it_lapses_and_who_wrote_is_told(sent):
    ContactRequest.objects.update(sent_at=timezone.now() - dt.timedelta(days=31))

    first, failed = daily_round()
    second, _failed = daily_round()

    sent.refresh_from_db()
    assert (first["messages lapsed"], second["messages lapsed"], failed, sent.state) == (1, 0, 0, State.LAPSED)
    assert mails_to(ANA)[-1].subject == "Brez odgovora: Zbiramo deževnico"


def anywhere(text):
    """In which columns the text still stands."""
    return {
        f"{model.__name__}.{field.name}"
        for model in (ContactRequest, Mail, Notice, BlockedSender)
        for row in model.objects.all()
        for field in model._meta.concrete_fields
        if text in str(getattr(row, field.attname))
    }


def test_a_year_later_only_counts_are_left(client, sent, owner):
    answer(client, owner, sent, do="accept", text="Z veseljem.")
    ContactRequest.objects.update(created_at=timezone.now() - dt.timedelta(days=370))

    done, _failed = daily_round()

    sent.refresh_from_db()
    assert (done["messages made anonymous"], anywhere(ANA), anywhere("Ana Kos"), anywhere("deževnico. P")) == (
        1,
        *[set()] * 3,
    )
    assert (sent.state, sent.receiver_id, sent.kind, sent.object_id) == (
        State.ACCEPTED,
        sent.receiver_id,
        "listing",
        sent.object_id,
    )


def test_what_nobody_confirmed_is_gone_after_thirty_days(client, listing):
    send(client, listing)
    ContactRequest.objects.update(created_at=timezone.now() - dt.timedelta(days=31))

    done, _failed = daily_round()

    assert (done["messages forgotten"], ContactRequest.objects.count(), anywhere(ANA)) == (1, 0, set())


def test_who_is_erased_is_erased_from_messages_and_notices(client, sent, owner):
    erase([ANA.upper()])

    sent.refresh_from_db()
    assert (anywhere(ANA), anywhere("Ana Kos"), anywhere("deževnico. P"), sent.state) == (*[set()] * 3, State.LAPSED)
    client.force_login(owner)
    assert client.get(reverse("contact_message", args=[sent.pk])).status_code == 200


def test_who_answered_and_is_erased_is_no_longer_named(client, sent, owner):
    answer(client, owner, sent, do="accept", text="Z veseljem.")

    erase([owner.email])

    sent.refresh_from_db()
    assert (sent.answered_by, [mail for mail in mails_to(ANA) if owner.email in mail.text]) == (None, [])


# --- The desk ---


def test_the_list_says_what_became_of_each_and_counts(client, sent, owner):
    answer(client, owner, sent, do="decline")
    other = make_listing("energy", partner=sent.receiver)
    write(client, make_person("b@example.org", name="Bor"), other)
    client.force_login(owner)

    page = client.get(reverse("contact_messages"))

    assert [row["message"].state for row in page.context["rows"]] == [State.SENT, State.DECLINED]
    assert [number for _label, number in page.context["numbers"]] == [1, 1]


def test_an_unconfirmed_message_is_read_by_nobody(client, listing, owner):
    send(client, listing)
    client.force_login(owner)

    assert list(client.get(reverse("contact_messages")).context["rows"]) == []
    assert client.get(reverse("contact_message", args=[newest().pk])).status_code == 404


def test_lists_of_messages_ask_as_often_for_three_as_for_one(client, listing, owner):
    numbers = []
    for n in (1, 2):
        for _number in range(n):
            write(client, make_person(f"x{ContactRequest.objects.count()}@example.org", name="X"), listing)
        client.force_login(owner)
        client.get(reverse("contact_messages"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("contact_messages"))
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]


def test_a_message_about_what_was_deleted_is_still_read_and_answered(client, sent, owner, listing):
    listing.delete()

    page = answer(client, owner, sent, do="decline")

    assert (page.status_code, client.get(page.url).status_code) == (302, 200)


def test_signing_out_while_answering_loses_nothing(client, sent):
    client.logout()

    page = client.post(reverse("contact_message", args=[sent.pk]), {"do": "accept", "text": "Dolg odgovor"})

    assert (page.status_code, "Dolg odgovor" in page.content.decode()) == (403, True)


def test_an_expired_listing_takes_no_message_that_was_begun_before(client, listing):
    send(client, listing)
    Listing.objects.filter(pk=listing.pk).update(expires=in_days(-1))

    assert client.post(link_of(mails_to(ANA)[0])).status_code == 409
