"""Where a picture is found, and what pages say of it."""

from typing import NamedTuple

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext

from catalogue.languages import shown
from catalogue.previews.drawing import HEIGHT, WIDTH

PORTAL = "MER portal"
SIZE = {"width": WIDTH, "height": HEIGHT}


class PreviewImage(NamedTuple):
    address: str
    alt: str


def image_of(entry):
    """The picture of a public entry as far as it is drawn, in the page's language, else the one of the portal."""
    digest = getattr(entry, "preview_digest", None)
    if not digest or not entry.is_published:
        return general()
    address = reverse("preview", args=[entry.kind, entry.pk, get_language(), digest])
    return PreviewImage(address, f"{entry.kind_label}: {shown(entry, 'title').text}")


def general():
    return PreviewImage(static(general_file(get_language())), f"{PORTAL}: {portal_is_about()}")


def general_file(language):
    return f"img/preview-{language}.png"


def portal_is_about():
    return gettext("Industrial areas and small towns")
