"""What machines are told of a recommendation: what it rests on, what was answered, who endorses it. No contacts.

Nothing here depends on the day on which it is asked, for answers are kept until something public changes.
"""

from catalogue.api.telling import in_languages, plain, reference
from catalogue.models import public
from plans.advocacy.endorsing import endorsements
from plans.advocacy.responding import counted, history_of
from plans.exchange.facts import citation
from plans.standing.evidence import cited
from publishing.versions import dossier_of, leading_of


def recommendation_facts(recommendation):
    rows = list(recommendation.evidence.all())
    told = {"evidence": [citation(one) for one in cited(rows)], "is_example": recommendation.is_example}
    dossier = dossier_of(recommendation)
    return told | (live(dossier) if dossier else {"responses": [], "endorsements": []})


def live(dossier):
    found = endorsements(dossier, leading_of(dossier))
    return {
        "responses": [response(one) for one in reversed(counted(history_of(dossier)))],
        "endorsements": [endorsement(one) for one in found if public(one.endorsement.partner)],
    }


def response(one):
    return {
        "status": one.status,
        "on": plain(one.on),
        "by_whom": one.by_whom or None,
        "text": in_languages(one, "text"),
        "has_document": bool(one.document),
    }


def endorsement(one):
    return {
        "organisation": reference(one.endorsement.partner),
        "since": plain(one.endorsement.on),
        "version": one.number,
        "text_has_changed": one.has_changed,
    }
