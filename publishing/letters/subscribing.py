"""Subscribing to a letter: what is asked for, and the words of its mails."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalogue.labels import labels
from catalogue.models import Facet, FacetCount, Topic
from publishing.letters import consenting
from publishing.letters.consenting import MailingList, State, Words
from publishing.models import Mail, Subscriber

WORDS = {
    "ask": Words(
        _("Confirm your subscription: %(title)s"),
        _("Somebody, we hope you, subscribed this address to “%(title)s”. Nothing is sent until you press the button."),
        _("Confirm the subscription"),
    ),
    "remind": Words(
        _("Still one press: %(title)s"),
        _("You are not subscribed to “%(title)s” yet: one press is missing. We remind you only this once."),
        _("Confirm the subscription"),
    ),
    "known": Words(
        _("You are subscribed already: %(title)s"),
        _("Somebody, we hope you, asked for “%(title)s” with this address. It gets the letter already."),
        _("Change the topics or unsubscribe"),
    ),
}


def forget_choices(subscriber):
    """The copies of issues hold the address, too."""
    Mail.objects.filter(delivery__subscriber=subscriber).delete()
    subscriber.topics.clear()


LETTERS = MailingList(
    model=Subscriber,
    prefix="letter",
    confirm_page="letter_confirm",
    leave_page="letter_leave",
    same=("letter",),
    titled=lambda subscriber: subscriber.letter.title,
    words=WORDS,
    forget=forget_choices,
)


@transaction.atomic
def subscribe(*, letter, topics, **told):
    """`topics` are slugs. Who is subscribed already keeps what they chose."""
    subscriber = consenting.ask(LETTERS, letter=letter, **told)
    if subscriber.state != State.ACTIVE:
        choose(subscriber, topics)


def choose(subscriber, topics):
    subscriber.topics.set(Topic.objects.filter(slug__in=topics))


def topic_choices(version, also=()):
    """(slug, name) of the topics of public entries and of those given, in the alphabet of the active language."""
    used = FacetCount.objects.filter(facet=Facet.TOPIC, number__gt=0)
    slugs = {*used.values_list("value", flat=True), *also}
    return [(slug, name) for slug, name in labels(Facet.TOPIC, version).items() if slug in slugs]
