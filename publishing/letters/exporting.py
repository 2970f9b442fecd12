"""Who subscribed and what became of the copies, as tables for administrators; each export is written down."""

from functools import wraps

from django.contrib.admin.models import CHANGE, LogEntry
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalogue.files.sending import download
from catalogue.missing import NoSuchPage
from catalogue.tables.writing import CSV_TYPE, csv_bytes
from publishing.models import Issue, Letter
from publishing.views.signed_out import kept_when_signed_out


def for_administrators(view):
    @wraps(view)
    def asked(request, *args, **kwargs):
        if not request.user.is_superuser:
            raise NoSuchPage
        return view(request, *args, **kwargs)

    return kept_when_signed_out(require_POST(asked))


@for_administrators
def subscribers(request, slug):
    letter = get_object_or_404(Letter, slug=slug)
    heading = [_("e-mail address"), _("language"), _("state"), _("topics"), _("also what is in the other language")]
    heading += [_("version of the consent"), _("consent given"), _("page of the consent"), _("confirmed"), _("left")]
    rows = [subscriber_row(one) for one in letter.subscribers.prefetch_related("topics").order_by("pk")]
    write_down(request.user, letter, "Subscribers exported.")
    what = pgettext("name of a file", "subscribers")
    return download(f"{letter.slug}-{what}.csv", csv_bytes([heading, *rows], get_language()), CSV_TYPE)


def subscriber_row(one):
    topics = ", ".join(str(topic) for topic in one.topics.all())
    told = [one.email, one.get_language_display(), one.get_state_display(), topics, int(one.other_language)]
    return [*told, one.consent, *map(written, (one.consented_at,)), one.consent_page, *moments(one)]


def moments(one):
    return [written(one.confirmed_at), written(one.left_at)]


def written(moment):
    return timezone.localtime(moment).isoformat(" ", "minutes") if moment else ""


@for_administrators
def deliveries(request, pk):
    issue = get_object_or_404(Issue.objects.select_related("letter"), pk=pk)
    heading = [_("e-mail address"), _("language"), _("state"), _("sent")]
    rows = [delivery_row(one) for one in issue.deliveries.select_related("subscriber", "mail").order_by("pk")]
    write_down(request.user, issue.letter, f"Deliveries of issue {issue.number} exported.")
    what = pgettext("name of a file", "deliveries")
    return download(
        f"{issue.letter.slug}-{issue.number}-{what}.csv", csv_bytes([heading, *rows], get_language()), CSV_TYPE
    )


def delivery_row(one):
    email = one.subscriber.email if one.subscriber else ""
    sent = written(one.mail.sent_at) if one.mail else ""
    return [email, one.get_language_display(), one.get_state_display(), sent]


def write_down(person, letter, what):
    LogEntry.objects.log_actions(person.pk, [letter], CHANGE, change_message=what)
