"""What pages of a plan say of its adoption: which version, by whom, when; and whether another one is being read."""

from typing import NamedTuple

from django.urls import reverse

from plans.models import Adoption


class Adopted(NamedTuple):
    """The adoption that counts now, the earlier ones, and the number of the version that is being read."""

    adoption: Adoption
    earlier: list
    read: int | None

    @property
    def number(self):
        return self.adoption.version.number

    @property
    def is_read(self):
        """Whether the adopted version itself is being read."""
        return self.read is None or self.read == self.number

    @property
    def compare_address(self):
        """What differs between the adopted version and the one that is being read."""
        page = reverse("compare", args=[self.adoption.dossier_id])
        return f"{page}?old={min(self.number, self.read)}&new={max(self.number, self.read)}"


def adopted(dossier, read=None):
    """`Adopted`, or None where no body adopted a version; one query. `dossier` may be its primary key."""
    slim = Adoption.objects.select_related("version").defer("version__content", "version__typed")
    found = list(slim.filter(dossier=dossier))
    return Adopted(found[0], found[1:], read) if found else None
