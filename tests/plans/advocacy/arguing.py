"""Recommendations for tests: written at the desk and published, answered, endorsed, argued for."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.caches import forget_all
from partners.models import Partner
from plans.advocacy import contacts, endorsing, responding
from publishing import versions
from publishing.versions import leading_of
from publishing.workflow import take
from tests.factories import make, make_person

CONTENT = {
    "title_sl": "Odpadna toplota naj bo pogoj v razpisih",
    "title_en": "Make waste heat a condition of calls",
    "summary_sl": "Razpisi za cone naj zahtevajo rabo odpadne toplote.",
    "summary_en": "Calls for zones should ask for the use of waste heat.",
    "level": "national",
    "addressee_sl": "Ministrstvo za primer",
    "addressee_en": "Ministry of Examples",
    "instrument_sl": "Zakon o primeru",
    "instrument_en": "Example Act",
    "body_sl": "V razpise za gospodarske cone dodajte pogoj o toploti.",
    "body_en": "Add a condition on heat to the calls for business zones.",
    "why_sl": "Sicer gre toplota v zrak.",
    "why_en": "Otherwise the heat is lost.",
    "window_from": "2027-03",
    "window_to": "2027-09",
}


def asked(client, address, is_kept=False):
    """How many queries a page makes when it is opened for the second time; nothing is kept of it, unless asked for."""
    client.get(address)
    if not is_kept:
        forget_all()
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def begin_recommendation(people, **content):
    version = versions.begin(kind="recommendation", owner=people.own, by=people.editor, language="sl")
    version.content |= CONTENT | content
    version.save()
    return version


def publish_recommendation(people, version=None, **content):
    """Returns the public version."""
    version = version or begin_recommendation(people)
    version.content |= content
    version.save()
    version = take(step="submit", version=version, by=people.editor)
    return take(step="publish", version=version, by=people.representative)


def next_version(people, version, **content):
    return publish_recommendation(people, versions.open_version(version.dossier, by=people.editor), **content)


def supporter(name="Občina Vič", email="zupan@example.org", **fields):
    """(organisation of the portal, its representative)."""
    partner = make(Partner, title_sl=name, title_en=f"{name} (en)", country="SI", **fields)
    person = make_person(email, name="Zastopnica")
    partner.memberships.create(user=person, role="representative")
    return partner, person


def endorsed(version, partner, person):
    return endorsing.endorse(
        dossier=version.dossier, partner=partner, seen=leading_of(version.dossier).number, by=person
    )


def responded(people, dossier, *statuses, **told):
    """The answer taken through these statuses today; returns the last response."""
    for status in statuses:
        last, _before = responding.last_and_before(dossier)
        given = {"on": timezone.localdate(), "by": people.representative, "seen": last.pk if last else None}
        response = responding.respond(dossier=dossier, status=status, **given | told)
    return response


def contact_of(people, dossier, **told):
    given = {
        "on": dt.date(2026, 8, 3),
        "method": "meeting",
        "with_whom": "Skrivni sogovornik",
        "message": "Skrivno sporočilo",
        "outcome": "Skrivni izid",
        "next_step": "Skrivni korak",
        "next_on": None,
        "language": "sl",
    }
    return contacts.write(dossier=dossier, by=people.editor, **given | told)


def shown(contact, people):
    """The same, public."""
    contacts.show(contact=contact, by=people.representative, seen=contacts.mark_of(contact), public=True)
    contact.refresh_from_db()
    return contact
