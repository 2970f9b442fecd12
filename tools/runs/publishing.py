"""What happens to saved runs: shown to others, published, compared, deleted. Each function is one transaction."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalogue.languages import LANGUAGES
from catalogue.models import Status, Topic
from publishing.refusals import Refused
from tools.asking.words import named
from tools.data.guarding import names_others, thin_columns
from tools.models import PublicRun, Run

SUMMARY_LIMIT = PublicRun.summary_limit


@transaction.atomic
def describe(*, run, title, note, visibility, organisation):
    """Change what may change of a run; its card follows."""
    if visibility == Run.Visibility.ORGANISATION and organisation is None:
        raise Refused(_("Choose the organisation that shall see it."))
    if visibility != Run.Visibility.PRIVATE:
        keep_from_others(run)
    run.title, run.note, run.visibility, run.organisation = title, note, visibility, organisation
    run.save(update_fields=["title", "note", "visibility", "organisation"])
    if entry := PublicRun.objects.filter(run=run).first():
        _fill(entry, run)
        entry.save()
    return run


@transaction.atomic
def open_link(*, run):
    """A secret address that shows the run to whoever has it; asking twice changes nothing."""
    keep_from_others(run)
    if not run.link:
        run.link = secrets.token_urlsafe(16)
        run.save(update_fields=["link"])
    return run


@transaction.atomic
def close_link(*, run):
    run.link = None
    run.save(update_fields=["link"])
    return run


@transaction.atomic
def propose(*, run):
    """Ask the organisation's representative to publish the run."""
    keep_from_others(run)
    if run.organisation is None:
        raise Refused(_("A run is published on behalf of an organisation. Choose one first."))
    if run.is_public:
        raise Refused(_("The run is published already."))
    run.proposed_at = run.proposed_at or timezone.now()
    run.save(update_fields=["proposed_at"])
    return run


@transaction.atomic
def take_back(*, run):
    """No longer ask; also how a representative says no."""
    run.proposed_at = None
    run.save(update_fields=["proposed_at"])
    return run


@transaction.atomic
def publish(*, run):
    """File the run in the catalogue. Publishing twice changes nothing."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    keep_from_others(run)
    if run.organisation is None:
        raise Refused(_("A run is published on behalf of an organisation. Choose one first."))
    entry = PublicRun.objects.filter(run=run).first() or PublicRun(run=run)
    _fill(entry, run)
    entry.publish()
    entry.save()
    entry.set_topics(_topics(run))
    run.proposed_at = None
    run.save(update_fields=["proposed_at"])
    return entry


@transaction.atomic
def delete(*, run):
    """Gone for good; where it was public a notice stays at its address, without the data."""
    entry = PublicRun.objects.filter(run=run).first()
    if entry is None:
        run.delete()
        return
    if entry.status == Status.PUBLISHED:
        entry.withdraw()
    Run.objects.filter(pk=run.pk).update(
        content={}, options={}, results={}, note="", link=None, proposed_at=None, deleted_at=timezone.now()
    )


def keep_from_others(run):
    """Refuse to show what invited people told in confidence, where means do not hide it."""
    if names_others(run):
        raise Refused(_("The run names towns or zones with figures they told you in confidence: only you may see it."))
    if thin := thin_columns(run):
        text = _("Fewer than three answered about %(names)s, so one could guess their answers: only you may see it.")
        raise Refused(text % {"names": named(thin)})


def _fill(entry, run):
    """The card says in both languages what the run says."""
    entry.organisation = run.organisation
    for code in LANGUAGES:
        setattr(
            entry, f"title_{code}", run.title if code == run.language else getattr(entry, f"title_{code}", "") or ""
        )
        with override(code):
            reading = run.answer().reading
        setattr(entry, f"summary_{code}", _shortened(reading[0] if reading else ""))


def _shortened(text):
    if len(text) <= SUMMARY_LIMIT:
        return text
    cut = text[: SUMMARY_LIMIT - 1]
    return cut[: cut.rfind(" ")] + "…"


def _topics(run):
    """The topics that the run's factors, indicators or criteria carry: the most frequent three."""
    slugs = [
        item.get("topic") for items in run.content.get("lists", {}).values() for item in items if item.get("topic")
    ]
    often = sorted(set(slugs), key=lambda slug: (-slugs.count(slug), slug))[:3]
    found = {topic.slug: topic for topic in Topic.objects.filter(slug__in=often)}
    return [found[slug] for slug in often if slug in found]
