"""What people type comes into every form as it is kept, and no address of a person holds what nobody sees.

Django has no setting for either, and the forms of the administration and of the sign-in are not the portal's own. So
its field for texts and its check of addresses are taught here, once, for all of them.
"""

import re
import unicodedata
from functools import wraps

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.languages import translated_fields
from catalogue.text import UNSEEN_SIGN, kept, kept_line

# İ, ı, ſ and the sign of kelvin: Django takes them for letters of a mailbox, and databases in the other case for i, s
# and k, so who has such an address would be taken for the owner of another one.
OTHER_LETTERS = re.compile("[\u0130\u0131\u017f\u212a]")
UNTYPED = (forms.HiddenInput, forms.PasswordInput)  # what a page hands through, and what is nobody's to change


def teach_forms():
    forms.CharField.to_python = as_it_is_kept(forms.CharField.to_python)
    forms.CharField.widget_attrs = without_cutting(forms.CharField.widget_attrs)
    EmailValidator.__call__ = visible_only(EmailValidator.__call__)


def as_it_is_kept(read):
    """Of several lines or of one, as the field shows; so a limit of length counts what is stored."""

    @wraps(read)
    def to_python(self, value):
        if not isinstance(value, str) or not self.strip or isinstance(self.widget, UNTYPED):
            return read(self, value)
        if isinstance(self, forms.EmailField):
            return read(self, address_as_it_is_kept(value))
        return read(self, (kept if isinstance(self.widget, forms.Textarea) else kept_line)(value))

    return to_python


def tidy(record):
    """The texts of a record as they are kept, whatever way they came; its translations one by one."""
    fallen_back = translated_fields(type(record))
    for column in record._meta.concrete_fields:
        text = record.__dict__.get(column.attname)
        if isinstance(text, str) and text and not column.choices and column.name not in fallen_back:
            if isinstance(column, models.TextField):
                setattr(record, column.attname, kept(text))
            elif isinstance(column, models.CharField):
                setattr(record, column.attname, kept_line(text))


def without_cutting(attributes):
    """Browsers count otherwise and cut what is pasted without a word; the form says what is too long."""

    @wraps(attributes)
    def widget_attrs(self, widget):
        return {name: value for name, value in attributes(self, widget).items() if name != "maxlength"}

    return widget_attrs


def visible_only(check):
    @wraps(check)
    def validate(self, value):
        if value and UNSEEN_SIGN.search(value):
            text = _("The e-mail address holds a character that cannot be seen. Type it by hand instead of pasting it.")
            raise ValidationError(text, code="unseen")
        if value and not value.isascii() and "@" not in value and "@" in unicodedata.normalize("NFKC", value):
            text = _("The e-mail address holds a wide sign in place of “@”. Type it by hand instead of pasting it.")
            raise ValidationError(text, code="wide")
        if value and OTHER_LETTERS.search(value):
            raise ValidationError(self.message, code=self.code, params={"value": value})
        return check(self, value)

    return validate


def address_as_it_is_kept(address):
    """An e-mail address with its domain in letters, `ana@žalec.si` and not `ana@xn--alec-kbb.si`: one spelling."""
    mailbox, at, domain = address.strip().rpartition("@")
    if at and not UNSEEN_SIGN.search(domain):
        domain = unicodedata.normalize("NFKC", domain).replace("。", ".")
    return mailbox + at + ".".join(in_letters(label) for label in domain.split("."))


def in_letters(label):
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label.lower().encode("ascii").decode("idna")
    except UnicodeError:
        return label
