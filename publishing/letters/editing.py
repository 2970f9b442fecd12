"""The life of an issue before it is sent: begun, tried on oneself, ready; and what is missing until then."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from publishing.letters import sending
from publishing.letters.composing import content_of, is_worth_a_mail, selected
from publishing.letters.rendering import language_words, mail_of
from publishing.letters.sending import recipients
from publishing.mail import post
from publishing.models import Issue, Letter
from publishing.refusals import Refused

DRAFT, READY = Issue.State.DRAFT, Issue.State.READY
FIRST_LOOKS_BACK = timedelta(days=30)


@transaction.atomic
def begin(letter, by):
    """A new issue, from where the last one ended."""
    Letter.objects.select_for_update().get(pk=letter.pk)
    last = letter.issues.exclude(started_at=None).order_by("-started_at").first()
    number = (letter.issues.aggregate(last=Max("number"))["last"] or 0) + 1
    since = last.until if last else timezone.now() - FIRST_LOOKS_BACK
    try:
        with transaction.atomic():
            return Issue.objects.create(letter=letter, number=number, since=since, by=by)
    except IntegrityError:
        raise Refused(_("An issue of this letter is open already: send it or discard it first.")) from None


def touch(issue):
    """Something of it was changed, so the test mail is out of date."""
    issue.save(update_fields=["changed_at"])


# --- What is missing ---


def missing(issue):
    """What it lacks to be ready, as sentences."""
    found = [subject_missing(code) for code in LANGUAGES if not getattr(issue, f"subject_{code}")]
    if issue.tested_at is None or issue.tested_at < issue.changed_at:
        found.append(_("Missing: a test mail to yourself after the last change."))
    return found


def subject_missing(code):
    return _("Missing: subject (%(language)s).") % {"language": language_words(code)}


# --- Steps ---


def locked(pk):
    """The issue as it stands, for the rest of the transaction; None where it was discarded."""
    return Issue.objects.select_related("letter").select_for_update(of=("self",)).filter(pk=pk).first()


@transaction.atomic
def test(pk, person):
    """One mail in each language to whoever asks, as readers of everything get it."""
    issue = locked(pk)
    demand(issue, DRAFT)
    content, now = content_of(issue), timezone.now()
    for code in LANGUAGES:
        with translation.override(code):
            address = settings.SITE_URL + reverse("letter", args=[issue.letter.slug])
        items = selected(content, language=code, topics=set(), other_language=True)
        mail = mail_of(issue, content, items, code, address)
        subject = mail["subject"] or str(issue.letter)
        key = f"issue:{issue.pk}:test:{code}:{now.isoformat()}"
        post(**mail | {"key": key, "to": person.email, "person": person, "subject": f"[TEST] {subject}"})
    Issue.objects.filter(pk=pk).update(tested_at=now)


def demand(issue, *states):
    if issue is None or issue.state not in states:
        raise Refused(_("Somebody was quicker: the issue is in another state now. Look at it again."))


@transaction.atomic
def make_ready(pk, by):
    issue = locked(pk)
    demand(issue, DRAFT)
    if lacks := missing(issue):
        raise Refused(" ".join(lacks))
    Issue.objects.filter(pk=pk).update(state=READY, approved_by=by)


def take_back(pk):
    insist(Issue.objects.filter(pk=pk, state=READY).update(state=DRAFT, planned_at=None))


def insist(done):
    if not done:
        raise Refused(_("Somebody was quicker: the issue is in another state now. Look at it again."))


def plan(pk, at):
    with transaction.atomic():
        insist(sending.plan(pk, at))


def send(pk, by):
    """Twice is once: who comes second finds it being sent, which is what they wanted."""
    if not sending.start(pk, by):
        insist(Issue.objects.filter(pk=pk).exclude(started_at=None).exists())


def stop(pk):
    insist(sending.stop(pk))


def discard(pk):
    insist(Issue.objects.filter(pk=pk, state=DRAFT).delete()[0])


# --- Before it is sent: who gets it ---


def readers_by_language(issue, content):
    """[(language in words, how many would get a mail now)]; two queries."""
    found, issue.content = dict.fromkeys(LANGUAGES, 0), content
    for subscriber in recipients(issue):
        topics = {topic.slug for topic in subscriber.topics.all()}
        wanted = {"language": subscriber.language, "other_language": subscriber.other_language}
        items = selected(content, topics=topics, **wanted)
        found[subscriber.language] += is_worth_a_mail(issue, items, subscriber.language)
    return [(language_words(code), number) for code, number in found.items()]
