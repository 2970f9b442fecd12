"""What a link of a mail opens, whatever was asked for: the page that confirms and the page that leaves."""

from allauth.core import ratelimit
from django.core.exceptions import BadRequest
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from catalogue.clients import client_address
from catalogue.missing import NoSuchPage
from publishing.letters import consenting
from publishing.letters.consenting import State
from publishing.models.letters import Consented

ONE_CLICK = "List-Unsubscribe"  # what mail programs send (RFC 8058)


def found_by(mailing, token):
    found = mailing.model.objects.by_token(token)
    if found is None:
        raise NoSuchPage
    return found


def masked(email):
    """Enough for its owner to know it."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}•••@{host}"


def is_within_limit(request, email, action):
    """Counted for a day, of one client and to one mailbox, under keys that tell neither."""
    counted = [(f"{action}_from", client_address(request)), (f"{action}_of", email.lower())]
    keys = [(name, salted_hmac("publishing.letters", text, algorithm="sha256").hexdigest()) for name, text in counted]
    return all(ratelimit.consume(request, action=name, key=key) for name, key in keys)


# --- Confirming ---


def confirm_page(request, mailing, token):
    """Only the button does something: mail servers open links to look at what is behind them."""
    found = found_by(mailing, token)
    if request.method != "POST":
        return show_confirm(request, mailing, found)
    if consenting.is_expired(found) and found.state != State.ACTIVE:
        return renewed(request, mailing, found)
    consenting.confirm(mailing, found.pk)
    return redirect(request.path)


def renewed(request, mailing, found):
    if not is_within_limit(request, found.email, "subscribing"):
        refusal = _("Many mails were asked for with this address today. Please come again tomorrow.")
        return show_confirm(request, mailing, found, status=429, refusal=refusal)
    is_sent = consenting.renew(mailing, found.pk)
    return show_confirm(request, mailing, found, is_sent=is_sent)


def show_confirm(request, mailing, found, status=200, **more):
    context = about(mailing, found) | {"is_expired": consenting.is_expired(found), "days": consenting.VALID.days}
    return render(request, "publishing/letters/confirm.html", context | more, status=status)


def about(mailing, found):
    return {
        "found": found,
        "title": mailing.titled(found),
        "masked": masked(found.email),
        "leave_page": mailing.leave_page,
        "may_be_undone": consenting.may_be_undone(found),
        "undone_within": consenting.UNDONE_WITHIN.days,
    }


# --- Leaving ---


def leave_page(request, mailing, token, form=None, **more):
    """The page asks; a POST leaves, whoever sends it: a mail program has neither cookie nor session (RFC 8058).

    `form` is what may be changed instead of leaving; it saves itself.
    """
    found, done = found_by(mailing, token), ""
    if request.method == "POST":
        done = step(request, mailing, found, form)
        found.refresh_from_db()
    context = about(mailing, found) | {"form": form, "done": done} | more
    status = 400 if form is not None and form.errors else 200
    return render(request, "publishing/letters/leave.html", context, status=status)


def step(request, mailing, found, form):
    """Does what the button says, and names what was done."""
    what = request.POST.get("do", "")
    if ONE_CLICK in request.POST or what == "leave":
        how = Consented.LeftBy.ONE_CLICK if what != "leave" else Consented.LeftBy.PAGE
        consenting.leave(mailing, found.pk, how)
        return "left"
    if what == "undo":
        return "undone" if consenting.undo(mailing, found.pk) else "too_late"
    if what == "change" and form is not None:
        if form.is_valid() and found.state != State.LEFT:
            form.save()
            return "changed"
        return ""
    raise BadRequest
