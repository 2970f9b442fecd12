"""What people are told of messages: members of the organisation in notices, who wrote in mails from the portal.

No mail says where to reply but the page of the message; the addresses stand in two mails alone, once it is accepted.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from catalogue.languages import LANGUAGES, shown
from catalogue.models import Kind
from partners.contact.defusing import defused
from partners.contact.entries import entry_of
from publishing.mail import post
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import active
from publishing.sentences import SENTENCES, Sentence

LINE = gettext_lazy(
    "%(by)s writes to %(organisation)s. What follows was written by %(by)s, not by the portal. Neither of you sees the "
    "other's address before you answer on the page."
)
SENTENCES.update(
    {
        "contact": Sentence(gettext_lazy("A message about %(title)s"), LINE),
        "contact_listing": Sentence(pgettext_lazy("listing", "A message about %(title)s"), LINE),
        "contact_partner": Sentence(gettext_lazy("A message to %(title)s"), LINE),
    }
)
OWN_SENTENCES = {Kind.LISTING: "contact_listing", Kind.PARTNER: "contact_partner"}


# --- The organisation ---


def tell_receiver(message):
    """Everybody of the organisation. The notices know their message, so that they can be forgotten with it."""
    entry = entry_of(message.kind, message.object_id)
    values = titles(entry, "title") | titles(message.receiver, "organisation")
    tell(
        people=set(active().filter(memberships__partner=message.receiver_id)),
        kind=Notice.Kind.CONTACT,
        sentence=OWN_SENTENCES.get(message.kind, "contact"),
        address=reverse("contact_message", args=[message.pk]),
        values=values | {"by": defused(sender(message)), "comment": defused(message.text), "message": message.pk},
        but=message.person_id,
    )


def titles(entry, name):
    return {f"{name}_{code}": getattr(entry, f"title_{code}") or "" for code in LANGUAGES}


def sender(message):
    """“Ana Kos (Mestna občina Koper)”; never an address."""
    name = message.name or _("no name given")
    organisation = shown(message.partner, "title").text if message.partner else message.organisation
    return f"{name} ({organisation})" if organisation else name


# --- Who wrote ---


def send_link(message, days):
    with translation.override(message.language):
        address = settings.SITE_URL + reverse("contact_confirm", args=[message.token])
        subject = _("Confirm your message: %(title)s") % {"title": title_of(message)}
        line = _("A message to %(organisation)s was written with this e-mail address. It has not gone out yet.")
        write(message, f"link:{message.nonce}", subject, line, quote=message.text, address=address, days=days)


def tell_that_it_waits(message):
    """Once a day at most, however often it is sent again."""
    with translation.override(message.language):
        subject = _("Your message waits: %(title)s") % {"title": title_of(message)}
        line = _("You have written to %(organisation)s already. Your message waits for an answer.")
        write(message, f"waits:{message.sent_at:%Y%m%d}", subject, line)


def send_answer(message, by):
    with translation.override(message.language):
        line = _("%(organisation)s has answered your message. You can write to each other from now on:")
        write(message, "answer", answer_subject(message), line, quote=message.answer, contact=by)


def tell_of_declining(message):
    with translation.override(message.language):
        line = _("%(organisation)s thanks you for your message, but cannot take it up. Your address stays hidden.")
        write(message, "answer", answer_subject(message), line, quote=message.answer)


def tell_of_silence(message):
    with translation.override(message.language):
        subject = _("No answer: %(title)s") % {"title": title_of(message)}
        line = _("%(organisation)s has not answered your message within 30 days. It waits no longer.")
        write(message, "silence", subject, line)


def answer_subject(message):
    return pgettext("subject of a mail", "Answer: %(title)s") % {"title": title_of(message)}


def title_of(message):
    """Of what it is about; where that was deleted meanwhile, of the organisation."""
    return shown(entry_of(message.kind, message.object_id) or message.receiver, "title").text


def write(message, key, subject, line, **context):
    """A mail to who wrote, in the active language."""
    words = line % {"organisation": shown(message.receiver, "title").text}
    put(message.email, f"contact:{message.pk}:{key}", subject, words, **context)


def put(to, key, subject, line, *, quote="", **context):
    context |= {"subject": subject, "line": line, "quote": defused(quote), "language": translation.get_language()}
    post(
        key=key,
        to=to,
        language=translation.get_language(),
        subject=subject,
        text=render_to_string("partners/contact/mail/message.txt", context),
        html=render_to_string("partners/contact/mail/message.html", context),
    )


# --- Who answered ---


def send_address(message, by):
    with translation.override(by.language):
        subject = _("Address of %(name)s: %(title)s") % {"name": message.name, "title": title_of(message)}
        line = _("You have answered %(sender)s. You can write to each other from now on:") % {"sender": sender(message)}
        contact = {"name": message.name, "email": message.email}
        put(by.email, f"contact:{message.pk}:address", subject, line, quote=message.text, contact=contact)
