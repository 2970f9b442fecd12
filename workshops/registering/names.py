"""Names as they stand on a certificate: typed once, set on trial at once, compared later by a digest alone."""

import json
import re
from functools import lru_cache

import typst
from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from catalogue.documents.typesetting import ALWAYS, missing_sign
from catalogue.text import kept_line

SALT = "workshops.certificate.name"
LONGEST = 150
LETTERS = ("MER Sans", "MER Serif", "Libertinus Serif")  # Latin, Greek and Cyrillic; those of paper.typ
# What is in all of them for certain: most names, so that most need no trial.
PLAIN = re.compile(r"[ -~\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017e’]*")
TRIAL = f"""#let given = json("name.json")
#set document(title: "name")
#set text(font: ({", ".join(f'"{name}"' for name in LETTERS)}), fallback: false)
#given"""


def tidy_name(text):
    """As it is kept: composed, in one line, without controls and marks of direction."""
    return kept_line(text)


def validate_name(text):
    """A name that no certificate could show is refused where it is typed, with the sign that is the reason."""
    name = tidy_name(text)
    if PLAIN.fullmatch(name) or "\x00" in name or len(name) > LONGEST:  # the field itself refuses the latter two
        return
    sign = unknown_sign(name)
    if sign is not None:
        sentence = _("We cannot print the sign “%(sign)s”. Write the name in Latin, Greek or Cyrillic letters.")
        raise ValidationError(sentence % {"sign": sign}, code="no_font")


@lru_cache(maxsize=1_000)
def unknown_sign(name):
    """The first sign that the letters of certificates do not have; None where all can be set."""
    files = {"main.typ": TRIAL.encode(), "name.json": json.dumps(name, ensure_ascii=False).encode("utf-8", "replace")}
    try:
        typst.compile(files, **ALWAYS)
    except typst.TypstError as error:
        return missing_sign(error) or name
    return None


def name_digest(number, name):
    """Of the name on the certificate of this number; capitals and blanks do not matter, and equal names differ."""
    told = f"{number} {tidy_name(tidy_name(name).casefold())}"
    return salted_hmac(SALT, told, algorithm="sha256").hexdigest()


class NameField(forms.CharField):
    """The name of a person who comes, as a certificate will show it."""

    default_validators = [validate_name]

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": LONGEST} | kwargs)

    def to_python(self, value):
        return tidy_name(super().to_python(value))
