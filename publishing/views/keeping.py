"""What forms that are kept while one types answer: to the script, and where it is too late."""

from django.shortcuts import render
from django.utils import formats, timezone
from django.utils.translation import gettext as _


def kept_answer(form, conflicts):
    """What the script is told after it sent what is typed: the same as after a button."""
    mistakes = form.mistakes()
    sentence = _("Saved at %(time)s, except what is marked.") if mistakes else _("Saved at %(time)s.")
    return {
        "saved": sentence % {"time": formats.time_format(timezone.localtime(), "H:i")},
        "errors": {name: [str(text) for text in texts] for name, texts in mistakes.items()},
        "conflicts": list(conflicts),
        "base": form.base_json(),
        "told": form.told_json(),
    }


def too_late(request, dossier, title, form, reason):
    """What was typed cannot be saved any more; it is shown, to be copied."""
    context = {"dossier": dossier, "title": title, "texts": form.texts(), "reason": str(reason)}
    return render(request, "publishing/too_late.html", context, status=409)
