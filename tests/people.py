"""An organisation with its people: who writes, approves, reviews and looks after all."""

from types import SimpleNamespace

from django.contrib.auth.models import Group

from partners.models import Partner
from tests.factories import make, make_person


def make_people():
    """One person for each role; `foreign` is an editor of another organisation."""
    own, other = make(Partner, title_sl="Razvojna agencija", title_en="Development agency"), make(Partner)
    made = SimpleNamespace(own=own, other=other)
    for name, partner, role in (
        ("editor", own, "editor"),
        ("representative", own, "representative"),
        ("foreign", other, "representative"),
    ):
        person = make_person(f"{name}@example.org", name=name.capitalize())
        partner.memberships.create(user=person, role=role)
        setattr(made, name, person)
    for name in ("reviewer", "second_reviewer", "third_reviewer"):
        person = make_person(f"{name}@example.org", name=name.capitalize())
        person.groups.add(Group.objects.get(name="Reviewers"))
        setattr(made, name, person)
    made.coordinator = make_person("vodja@example.org", name="Vodja")
    made.coordinator.groups.add(Group.objects.get(name="Coordinators"))
    made.administrator = make_person("skrbnica@example.org", name="Skrbnica", is_superuser=True)
    made.member = make_person("brez@example.org")
    return made
