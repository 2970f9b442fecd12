"""Accounts that nobody uses: after two years their owners are asked, and a month later they are erased.

Nobody is erased who alone looks after something: those are for the administration to settle.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.personal.declaring import Days, Months
from catalogue.personal.erasing import erase
from partners.leaving.handing_over import still_needed
from partners.models import User
from publishing.mail import post
from publishing.models import Mail

UNUSED = timedelta(days=730)
ASKED = timedelta(days=30)
KEY = "unused:"


def unused():
    used_at = Coalesce("last_login", "date_joined")
    return User.objects.filter(is_active=True).annotate(used_at=used_at).filter(used_at__lt=timezone.now() - UNUSED)


def mails_that_asked():
    return Mail.objects.filter(key__startswith=KEY, person__isnull=False)


def to_ask():
    return unused().exclude(pk__in=mails_that_asked().values("person")).exclude(pk__in=still_needed()).order_by("pk")


@transaction.atomic
def ask(pk):
    """Signing in is the answer: the account is used again."""
    person = to_ask().filter(pk=pk).first()
    if person is None:
        return False
    with translation.override(person.language):
        subject = _("Do you still need your account?")
        context = {
            "subject": subject,
            "language": person.language,
            "unused": Months(UNUSED),
            "days": Days(ASKED),
            "address": settings.SITE_URL + reverse("account_login"),
        }
        post(
            key=f"{KEY}{pk}:{timezone.localdate()}",
            to=person.email,
            language=person.language,
            subject=subject,
            text=render_to_string("partners/mail/unused.txt", context),
            html=render_to_string("partners/mail/unused.html", context),
            person=person,
        )
    return True


def to_erase():
    asked = mails_that_asked().filter(state=Mail.State.SENT, sent_at__lt=timezone.now() - ASKED)
    return unused().filter(pk__in=asked.values("person")).exclude(pk__in=still_needed()).order_by("pk")


def erase_unused(pk):
    person = to_erase().filter(pk=pk).first()
    if person is not None:
        erase(person.email)
    return person is not None
