"""A practice, the organisation it comes from, one that takes it over, and their people."""

from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.utils import timezone

from library.models import Practice
from partners.models import Partner, Place
from publishing import versions
from publishing.workflow import take
from tests.factories import make, make_person
from workshops.models import Transfer, TransferConfirmation
from workshops.transfers.answering import answer, state_of

Side = TransferConfirmation.Side


def make_network():
    """Origin and adopter with a representative each, a coordinator, and a practice of the origin in a place."""
    origin = make(Partner, title_sl="Občina Izvir", title_en="Municipality of Origin")
    adopter = make(Partner, title_sl="Občina Sled", title_en="Municipality of Trace")
    place = make(Place, title_sl="Cona Izvir", title_en="Origin Zone", latitude="46.05", longitude="14.5", country="SI")
    made = SimpleNamespace(origin=origin, adopter=adopter)
    made.practice = make(Practice, title_sl="Skupna para", title_en="Shared steam", organisation=origin, place=place)
    for name, partner, role in (
        ("giver", origin, "representative"),
        ("helper", origin, "editor"),
        ("taker", adopter, "representative"),
        ("writer", adopter, "editor"),
    ):
        person = make_person(f"{name}@example.org", name=name.capitalize())
        partner.memberships.create(user=person, role=role)
        setattr(made, name, person)
    made.coordinator = make_person("vodja@example.org", name="Vodja")
    made.coordinator.groups.add(Group.objects.get(name="Coordinators"))
    made.stranger = make_person("tujka@example.org", name="Tujka")
    return made


def report(network, title="Para v Sledi", **content):
    """A transfer, written by the adopter's editor and published by its representative."""
    version = versions.begin(kind="transfer", owner=network.adopter, by=network.writer, language="sl", title=title)
    version.content |= {"summary_sl": "Prevzeli smo paro.", "practice_id": network.practice.pk, "stage": "reuse"}
    version.content |= content
    version.save()
    return publish(network, version).dossier.entry


def publish(network, version):
    version = take(step="submit", version=version, by=network.writer)
    return take(step="publish", version=version, by=network.taker)


def change(network, transfer, **content):
    """A newer version with other content."""
    version = versions.open_version(versions.dossier_of(transfer), by=network.writer)
    version.content |= content
    version.save()
    publish(network, version)
    return as_now(transfer)


def as_now(transfer):
    return Transfer.objects.with_page().get(pk=transfer.pk)


def says(by, transfer, word="yes", **given):
    return answer(transfer=transfer, by=by, says=word, seen=state_of(as_now(transfer)), **given)


def let_pass(transfer, days):
    """As if the adopter had reported it so many days ago."""
    own = transfer.confirmations.filter(side=Side.ADOPTER)
    own.update(at=timezone.now() - timedelta(days=days))
