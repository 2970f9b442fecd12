"""What catalogues of libraries ask of an entry, beside what its card says."""

from django.db.models import Manager
from django.utils import timezone

from catalogue.datacite import PORTAL


def reached(entry, path):
    """What stands at the end of a lookup path such as `ties__project`."""
    found = [entry]
    for name in path.split("__"):
        found = [one for start in found for one in neighbours(getattr(start, name))]
    return found


def neighbours(value):
    if isinstance(value, Manager):
        return list(value.all())
    return [] if value is None else [value]


class Described:
    """Each kind answers for itself. What is told may rest only on what is fetched with the card (`card_follows`)."""

    general_type = ""  # of DataCite, where an entry of this kind can be cited as a work

    def creators(self):
        """Who made it, each as it is cited; never a person whom only the portal knows."""
        return [self.card_by()]

    def issued(self):
        """The partial date on which it came out."""
        return timezone.localdate(self.public_since()).isoformat()

    def publisher_told(self):
        return PORTAL

    def identifiers(self):
        """{what it is: identifier}, beside the addresses of its pages."""
        return {"external": self.external_id or ""}

    def related_works(self):
        """Pairs (relation of DataCite, address or what has one); what is not public is left out by whoever asks."""
        return [("References", entry) for path in self.card_follows for entry in reached(self, path)]
