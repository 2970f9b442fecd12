"""Telling people: a line in the portal for each, and a mail as each wishes it."""

from publishing.models import Notice


def tell(*, people, kind, sentence, dossier=None, address="", values=None, but=None):
    """One notice for each of these people (never for the one with the primary key `but`, who did it)."""
    for person in sorted(people, key=lambda person: person.pk):
        if person.pk != but:
            Notice.objects.create(
                person=person, kind=kind, sentence=sentence, dossier=dossier, address=address, values=values or {}
            )
