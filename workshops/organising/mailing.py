"""What organisers write to people of their event: kept first, sent once, to those who are in the states then."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.languages import LANGUAGES
from publishing.refusals import Overtaken, Refused
from workshops.models import EventMail, RegistrationState
from workshops.organising.people import may_get_mail
from workshops.registering.telling import Told, write_mail

WRITTEN = Told("%(own_subject)s", gettext_lazy("The organisers of the event write to you:"))


def practical_mail(form):
    """What the form of a mail begins with when practical information is sent."""
    found = {"states": [RegistrationState.CONFIRMED]}
    for code in LANGUAGES:
        with translation.override(code):
            if body := getattr(form, f"practical_{code}"):
                subject = _("Practical information: %(title)s") % {"title": form.event}
                found |= {f"subject_{code}": subject[:150], f"body_{code}": body}
    return found


def keep(*, event, by, values, mail=None):
    """Keep what was written, to be looked at before it goes out."""
    mail = mail or EventMail(event=event, by=by)
    for code in LANGUAGES:
        setattr(mail, f"subject_{code}", values[f"subject_{code}"])
        setattr(mail, f"body_{code}", values[f"body_{code}"])
    mail.audience = {"states": values["states"]}
    mail.save()
    return mail


def readers_of(mail, form):
    return may_get_mail(form, mail.audience.get("states", []))


@transaction.atomic
def send(*, mail, form):
    """To each reader once, in their language where it was written in it. Returns how many there were."""
    mail = EventMail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
    if mail.sent_at is not None:
        raise Overtaken(_("This mail was sent already. Nothing was sent again."))
    readers = list(readers_of(mail, form).select_related("person"))
    if not readers:
        raise Refused(_("Nobody is in these states now, so there is nobody to write to."))
    for registration in readers:
        registration.form = form
        subject, body = words_for(mail, registration.language)
        key = f"reg:{registration.pk}:event-mail:{mail.pk}"  # so that it is forgotten with the registration
        write_mail(registration, WRITTEN, key=key, own_subject=subject, body=body)
    mail.sent_at, mail.count = timezone.now(), len(readers)
    mail.save(update_fields=["sent_at", "count"])
    return mail.count


def words_for(mail, language):
    """Subject and text of one language, never mixed: the reader's own, else another one."""
    for code in (language, *LANGUAGES):
        if body := getattr(mail, f"body_{code}"):
            return getattr(mail, f"subject_{code}"), body
    return mail.subject, mail.body
