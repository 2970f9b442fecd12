"""All public transfers in one query: who gave what to whom, where, how far it is, and what both sides say."""

from dataclasses import dataclass

from django.db.models import Case, F, OuterRef, Subquery, When
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from catalogue.languages import LANGUAGES
from catalogue.models import published_through
from workshops.models import Transfer, TransferConfirmation
from workshops.models.transfers import NAMES, known, words_of_sides
from workshops.transfers.shown import Link

OWN = ("pk", "builds_on", "stage", "start", "end", "outcome", "published_at", *NAMES)
TEXTS = tuple(f"{name}_{code}" for name in ("adaptation", "result", "lessons") for code in LANGUAGES)
WHERE = ("country", "latitude", "longitude")
WORD = ("on_behalf", "reason", "source")


@dataclass
class Row(Link):
    """A transfer with both of its ends."""

    def end(self, *paths):
        """The name of the first of these neighbours that is known to the public, as a text with its language."""
        return next((words for path in paths if (words := self.words(f"{path}_title")).text), self.words("nobody"))

    def position(self, *paths):
        """(country, latitude, longitude) of the first of these neighbours that has a position; None without."""
        places = (tuple(self.row[f"{path}_{name}"] for name in WHERE) for path in paths)
        return next((place for place in places if place[1] is not None), None)

    @property
    def came_from(self):
        return self.end("practice_place", "practice_organisation", "practice")

    @property
    def went_to(self):
        return self.end("place", "partner")

    @property
    def origin(self):
        return self.position("practice_place", "practice_organisation")

    @property
    def goal(self):
        return self.position("place", "partner")

    @property
    def practice(self):
        return self.words("practice_title")

    @property
    def practice_address(self):
        slug = self.row[f"practice_slug_{get_language()}"]
        return reverse("practice", args=[slug]) if slug else ""


def public_transfers(cards=None):
    """The newest first; where cards are given, those alone."""
    said = TransferConfirmation.objects.filter(transfer=OuterRef("pk"), side=TransferConfirmation.Side.ORIGIN)
    columns = {f"origin_{name}": Subquery(said.values(name)[:1]) for name in WORD}
    columns |= known("practice", NAMES) | words_of_sides()
    for path, *through in (
        ("practice__place", "practice"),
        ("practice__organisation", "practice"),
        ("place",),
        ("partner",),
    ):
        columns |= known(path, (*NAMES, *WHERE), *through)
    earlier = Case(When(published_through("builds_on"), then=F("builds_on")))
    found = Transfer.objects.published().order_by("-start", "-pk").annotate(earlier=earlier, **columns)
    if cards is not None:
        found = found.filter(pk__in=cards.order_by().values("object_id"))
    return [Row(row | {"builds_on": row["earlier"]}) for row in found.values(*OWN, *TEXTS, "earlier", *columns)]


def addresses(kind, row, prefix=""):
    """{language: path} of an entry in a row; empty where it is not known."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            slug = row[f"{prefix}slug_{code}"]
            found[code] = reverse(kind, args=[slug]) if slug else ""
    return found
