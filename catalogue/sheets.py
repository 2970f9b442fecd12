"""Where the sheet of an entry is had: at its page, and only of what is public."""

import logging

from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.apart import BUSY, TOO_LONG, Refused
from catalogue.documents.sheets import Sheet
from catalogue.files.sending import download, tag_of
from catalogue.gone import farewell
from catalogue.views import found_at, not_here

logger = logging.getLogger(__name__)

A_MOMENT = 5  # seconds
REFUSALS = {
    BUSY: gettext_lazy("Many files are being made just now. Try again in a moment."),
    TOO_LONG: gettext_lazy("This entry is too long to be set while you wait."),
}
UNSET = gettext_lazy("It could not be set. The fault has been noted.")


def show_sheet(request, entries, slug, template, more=lambda entry: {}, last_words=farewell):
    """The arguments are those of `show_entry`; staff read what is not public on its page."""
    entry = found_at(entries.published().with_page(), slug)
    if entry is None:
        return not_here(request, entries, slug, last_words)
    if entry.sheet_address() != request.path:
        return redirect(entry.sheet_address(), permanent=True)
    return sent(request, Sheet(entry, template, more(entry)))


def sent(request, sheet):
    etag = tag_of(sheet.mark)
    try:
        response = get_conditional_response(request, etag) or pdf(sheet)
    except Refused as refusal:
        return refused(request, sheet.entry, refusal)
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    return response


def pdf(sheet):
    return download(f"{sheet.name}.pdf", sheet.content(), "application/pdf")


def refused(request, entry, refusal):
    """Too many are being set at once, or it would take too long: the page of the entry says the same."""
    if refusal.word not in REFUSALS:
        logger.error("The sheet of %s %s could not be set: %s.", entry.kind, entry.pk, refusal)
    text = REFUSALS.get(refusal.word, UNSET)
    way = entry.get_absolute_url(), _("Read it on its page")
    context = {"title": _("There is no PDF just now"), "text": text, "status": 503, "way": way}
    response = render(request, "error.html", context, status=503)
    response["Retry-After"] = A_MOMENT
    return response
