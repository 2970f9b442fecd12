"""The picture of the portal itself, for all pages that are no entry's: drawn by the same template, kept as static."""

from django.utils import translation

from catalogue.languages import LANGUAGES
from catalogue.previews.addresses import PORTAL, general_file, portal_is_about
from catalogue.previews.drawing import draw


def draw_general(folder):
    for code, picture in zip(LANGUAGES, draw([general_face(code) for code in LANGUAGES]), strict=True):
        (folder / general_file(code)).write_bytes(picture)


def general_face(language):
    with translation.override(language):
        return {"language": language, "kind": "", "title": PORTAL, "facts": [portal_is_about()]}
