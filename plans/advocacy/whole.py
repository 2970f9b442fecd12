"""What the page of a recommendation shows beside the entry: what it rests on, what became of it, who stands behind it.

What is public is kept by the version of the catalogue, which grows with every answer and every endorsement. The page of
a version shows what that version rests on, and nothing that happened afterwards.
"""

from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from catalogue.caches import kept_per_version
from catalogue.languages import LANGUAGES, Shown, shown
from catalogue.models import public
from library.models import Chapter
from plans.advocacy.endorsing import endorsements
from plans.advocacy.responding import history_of
from plans.advocacy.words import window_state
from plans.models import Contact, Recommendation
from plans.pages.evidence import shown_rows
from publishing.states import LEADING
from publishing.versions import leading_of
from publishing.views.pages import with_versions

MOST_KEPT = 300  # recommendations
METHODS = "from-diagnosis-6-6"  # the chapter of the shipped handbook on methods of advocacy


class Step(NamedTuple):
    """A response with its text, and whether a later one corrects it."""

    response: object
    text: Shown
    is_corrected: bool


def more(recommendation):
    """The context of the page."""
    if version := getattr(recommendation, "drawn_from", None):
        return {"evidence": evidence_html(recommendation, version.dossier_id, version.number)}
    today = timezone.localdate()
    kept = kept_parts(recommendation.pk, get_language(), today, recommendation.catalogue_version)
    return kept | {"window_state": window_state(recommendation, today)}


@kept_per_version(MOST_KEPT)
def kept_parts(pk, language, day, version):
    return parts(with_versions(Recommendation.objects).get(pk=pk))


def parts(recommendation):
    """{name of a part: its HTML, in the active language}."""
    leading = next((row for row in recommendation.version_rows if row["state"] in LEADING), None)
    dossier, number = (leading["dossier_id"], leading["number"]) if leading else (None, None)
    context = {"recommendation": recommendation, "dossier": dossier} | (live(dossier) if dossier else {})
    return {
        "evidence": evidence_html(recommendation, dossier, number),
        "live": render_to_string("plans/advocacy/live.html", context),
        "methods": render_to_string("plans/advocacy/methods.html", {"chapter": methods()}),
    }


def evidence_html(recommendation, dossier, number):
    rows = [told for _row, told in shown_rows(list(recommendation.evidence.all()), dossier, number)]
    return render_to_string("plans/advocacy/evidence.html", {"rows": rows})


def live(dossier):
    """What happened outside the versions, as the public reads it."""
    found = endorsements(dossier, leading_of(dossier))
    return {
        "steps": steps(history_of(dossier)),
        "endorsements": [one for one in found if public(one.endorsement.partner)],
        "contacts": [
            (contact, own_language(contact)) for contact in Contact.objects.filter(dossier=dossier, public=True)
        ],
    }


def steps(responses):
    corrected = {response.corrects_id for response in responses}
    return [Step(response, shown(response, "text"), response.pk in corrected) for response in responses]


def own_language(contact):
    """The language in which a contact is written, where it is not the page's."""
    return contact.language if contact.language != get_language() and contact.language in LANGUAGES else ""


def methods():
    """The chapter on methods of advocacy, or None where it is not public."""
    return Chapter.objects.published().select_related("book").filter(external_id=METHODS).first()
