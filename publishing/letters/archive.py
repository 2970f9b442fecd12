"""The archive: every issue that was sent, for everybody. Nothing in it is of a reader."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from catalogue.feeds import in_xml
from publishing.letters.rendering import whole
from publishing.models import Issue, Letter

NEWEST = 20


def sent():
    return Issue.objects.filter(state=Issue.State.SENT).select_related("letter").order_by("-number")


def letters_shown():
    """Those that can be subscribed to, and those with an archive."""
    return Letter.objects.filter(Q(active=True) | Q(Exists(sent().filter(letter=OuterRef("pk")))))


@require_safe
def letters(request):
    return render(request, "publishing/letters/letters.html", {"letters": letters_shown()})


@require_safe
def letter(request, slug):
    found = get_object_or_404(letters_shown(), slug=slug)
    subject = KT(f"content__subject_{get_language()}")  # not all that the issues hold
    issues = sent().filter(letter=found).defer("content").annotate(shown_subject=subject)
    rows = [(one, one.shown_subject) for one in issues]
    return render(request, "publishing/letters/letter.html", {"letter": found, "rows": rows})


def subject_of(issue):
    return issue.content[f"subject_{get_language()}"]


@require_safe
def issue(request, slug, number):
    """Also while it is being sent: its mails lead here."""
    begun = Issue.objects.exclude(started_at=None).select_related("letter")
    found = get_object_or_404(begun, letter__slug=slug, number=number)
    shown = whole(found, found.content, get_language())
    return render(request, "publishing/letters/issue.html", {"issue": found, "shown": shown})


class Issues(Feed):
    """The issues of a letter, in the language of the address."""

    feed_type = Atom1Feed

    def get_object(self, request, slug):
        return get_object_or_404(letters_shown(), slug=slug)

    def title(self, letter):
        return in_xml(str(letter))

    def subtitle(self, letter):
        return in_xml(letter.about or "")

    def link(self, letter):
        return settings.SITE_URL + reverse("letter", args=[letter.slug])

    def feed_url(self, letter):
        return settings.SITE_URL + reverse("letter_feed", args=[letter.slug])

    def author_name(self, letter):
        return in_xml(letter.from_name)

    def items(self, letter):
        return sent().filter(letter=letter)[:NEWEST]

    def item_title(self, issue):
        return in_xml(subject_of(issue))

    def item_description(self, issue):
        return in_xml(issue.content[f"text_{get_language()}"])

    def item_link(self, issue):
        return settings.SITE_URL + reverse("letter_issue", args=[issue.letter.slug, issue.number])

    def item_pubdate(self, issue):
        return issue.started_at

    def item_updateddate(self, issue):
        return issue.started_at


@require_safe
def feed(request, slug):
    response = Issues()(request, slug=slug)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
