"""Two who write the same at once: the second is told, and sends again to replace what the first one wrote."""

import hashlib
import json

from django.utils.translation import gettext as _

from catalogue.languages import LANGUAGES
from publishing.refusals import Overtaken


class ChangedMeanwhile(Overtaken):
    """What stands there is not what was seen; `mark` names what stands there."""

    def __init__(self, mark):
        self.mark = mark
        super().__init__(
            _(
                "Somebody else changed this meanwhile. Open the page in another window to read it, or send again to "
                "replace it."
            )
        )


def refuse_unseen(seen, mark):
    """To be asked under the lock of what is written; whoever saw nothing writes over nobody unawares."""
    if seen not in ("", mark):
        raise ChangedMeanwhile(mark)


def mark_of(*values):
    """Names what stands there now."""
    return hashlib.sha256(json.dumps(values, default=str).encode()).hexdigest()[:16]


def texts_of(row, *names):
    return {f"{name}_{code}": getattr(row, f"{name}_{code}") or "" for name in names for code in LANGUAGES}


# --- What forms are filled in upon ---


def setting_of(visit):
    invited = sorted(visit.invited.values_list("pk", flat=True)) if visit.pk else []
    told = {"languages_needed": visit.languages_needed, "questions_until": visit.questions_until}
    return texts_of(visit, "objectives") | told | {"invited": invited}


def report_texts(report):
    ticked = sorted(report.practices.values_list("pk", flat=True)) if report.pk else []
    return texts_of(report, "lessons", "will_use", "follow_up") | {"practices": ticked}


def mark_of_visit(visit):
    return mark_of(setting_of(visit))


def mark_of_answer(question):
    return mark_of(texts_of(question, "answer"), question.text)


def mark_of_report(report):
    return mark_of(report_texts(report), report.public)
