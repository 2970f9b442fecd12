"""What those who were there are told by mail: their certificates, and how it was for them."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from workshops.registering.telling import MAILS, Told, write_mail

MAILS |= {
    "certificate": Told(
        _("Certificate of attendance: %(title)s"),
        _("Thank you for coming. Your certificate of attendance is ready."),
        _("You can fetch it as PDF as long as your name is kept."),
        _("Download the certificate"),
    ),
    "feedback": Told(
        _("How was it? %(title)s"),
        _("Thank you for coming. A few questions: what was good, and what should be better next time?"),
        _("Answers are kept without names. The link takes one answer."),
        _("Answer the questions"),
    ),
}


def tell(registration, name, page, key):
    """One mail of the table above, whose button leads to a page of the registration."""
    with translation.override(registration.language):
        address = reverse(page, args=[registration.token])
    return write_mail(registration, MAILS[name], key=key, address=address)


def tell_certificate(certificate):
    """One mail a certificate, to the address of the registration: companions have none of their own."""
    key = f"reg:{certificate.registration_id}:{certificate.number}"
    return tell(certificate.registration, "certificate", "my_certificates", key)


def feedback_key(pk):
    return f"reg:{pk}:feedback"


def tell_feedback(registration):
    return tell(registration, "feedback", "my_feedback", feedback_key(registration.pk))
