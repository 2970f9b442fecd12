"""What is told of a study visit and of interest in practices; no notice holds the name of a person."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import active
from publishing.sentences import SENTENCES, Sentence
from workshops.registering.organisers import organisers_of

SENTENCES.update(
    {
        "visit_question": Sentence(
            _("Question to the host: %(title)s"),
            _("%(organisation)s has a question before the study visit “%(title)s”. Answer it."),
        ),
        "visit_answer": Sentence(
            _("Your question was answered: %(title)s"),
            _("The host of the study visit “%(title)s” answered a question of your organisation."),
        ),
        "visit_report_wanted": Sentence(
            _("What do you take home? %(title)s"),
            _("The study visit “%(title)s” is over. Write what your organisation learned and will use."),
        ),
        "visit_report_due": Sentence(
            _("Report awaited: %(title)s"),
            _("The report of your organisation on the study visit “%(title)s” has not been handed in yet."),
        ),
        "visit_report_in": Sentence(
            _("Report handed in: %(title)s"),
            _("%(organisation)s handed in its report on the study visit “%(title)s”."),
        ),
        "interest": Sentence(
            _("Somebody wants to take over: %(title)s"),
            _("%(organisation)s wants to take over your practice “%(title)s”. Get in touch."),
        ),
    }
)


def names(entry, name="title"):
    return {f"{name}_{code}": getattr(entry, f"title_{code}") or "" for code in LANGUAGES}


def members_of(partner):
    return active().filter(memberships__partner=partner)


def tell_organisers(visit, sentence, partner, address, by):
    tell(
        people=organisers_of(visit.event),
        kind=Notice.Kind.EVENT,
        sentence=sentence,
        address=address,
        values=names(visit.event) | names(partner, "organisation"),
        but=by.pk,
        together=True,
    )


def tell_partner(visit, sentence, partner, address, *, due=None, by=None):
    tell(
        people=members_of(partner),
        kind=Notice.Kind.EVENT,
        sentence=sentence,
        address=address,
        values=names(visit.event) | ({"due": due.isoformat()} if due else {}),
        but=by.pk if by else None,
    )


def tell_origin(interest):
    """Those who answer for the practice learn who wants it."""
    practice = interest.practice
    if practice.organisation_id:
        tell(
            people=members_of(practice.organisation_id),
            kind=Notice.Kind.TRANSFER,
            sentence="interest",
            address=reverse("interests"),
            values=names(practice) | names(interest.partner, "organisation"),
            but=interest.by_id,
        )
