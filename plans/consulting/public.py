"""What the public reads and says: the page of a consultation, the form of a comment, and the link that confirms it."""

from functools import cached_property

from allauth.core import ratelimit
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.clients import client_address
from catalogue.files.sending import download
from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from catalogue.tables.numbers import read_whole
from catalogue.views import entry_at, reader
from plans.consulting import commenting
from plans.consulting.export import FORMATS, file_name, sheet, written
from plans.consulting.forms import CommentForm
from plans.consulting.shown import comments_of, grouped, row_of
from plans.models import ActionPlan, Call
from publishing.refusals import Refused
from publishing.versions import dossier_of

MOST_CALLS = 10**9  # the highest number that is looked for


def plan_of(request, slug):
    """(plan, its dossier), for those who may see the plan; of a recorded plan there is no dossier."""
    plan = entry_at(ActionPlan.objects.visible_to(reader(request)), slug)
    dossier = dossier_of(plan)
    if dossier is None:
        raise NoSuchPage
    return plan, dossier


def calls_of(dossier):
    return Call.objects.filter(dossier=dossier, kind=Call.Kind.CONSULTATION).select_related("dossier", "version")


def call_of(dossier, pk=None):
    """The consultation of this number, or the newest."""
    calls = calls_of(dossier)
    if pk is not None:
        return get_object_or_404(calls, pk=pk)
    if call := calls.first():
        return call
    raise NoSuchPage


@require_safe
def consultation(request, slug, pk=None):
    plan, dossier = plan_of(request, slug)
    if pk is None and not calls_of(dossier).exists():
        return render(request, "plans/consulting/none.html", {"entry": plan, "dossier": dossier})
    call = call_of(dossier, pk)
    context = {
        "entry": plan,
        "dossier": dossier,
        "call": call,
        "on_the_whole": comments_of(call).get(("", ""), []),
        "groups": grouped(call),
        "others": [other for other in calls_of(dossier).defer("version__content") if other.pk != call.pk],
        "formats": list(FORMATS),
        "alternates": addresses(plan, call, newest=pk is None),
    }
    return render(request, "plans/consulting/consultation.html", context)


def addresses(plan, call, newest):
    """Of the page in every language."""
    found = {}
    for code in LANGUAGES:
        with override(code):
            found[code] = reverse(
                "plan_consultation" if newest else "plan_call_public", args=args_of(plan, call, newest)
            )
    return found


def args_of(plan, call, newest):
    return [plan.slug] if newest else [plan.slug, call.pk]


@require_safe
def comments_file(request, slug, pk, form):
    """The public comments with their published answers, as a table."""
    if form not in FORMATS:
        raise NoSuchPage
    plan, dossier = plan_of(request, slug)
    call = call_of(dossier, pk)
    return download(file_name(plan.slug, call, form), written(sheet(call, in_public=True), form), FORMATS[form])


# --- Saying something ---


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request, slug, relation="", key=""):
    """What comes too late is refused with the day, and shown as it was typed."""
    plan, dossier = plan_of(request, slug)
    given = request.POST if request.method == "POST" else None
    asked = Asked(plan, call_asked(dossier, given), relation, key)
    if not asked.call.is_open:
        return refuse(request, asked, commenting.why_closed(asked.call))
    if relation and asked.row is None:
        raise NoSuchPage
    person = reader(request)
    form = CommentForm(given, signed_in=person.is_authenticated, initial={"call": asked.call.pk})
    if given is None or not form.is_valid():
        return show(request, asked, form)
    if not is_within_limit(request, form.cleaned_data.get("email", "")):
        form.add_error(None, _("Many comments came from your address today. Please come again tomorrow."))
        return show(request, asked, form, status=429)
    return say(request, asked, form, person)


class Asked:
    """What somebody wants to comment on."""

    def __init__(self, plan, call, relation, key):
        self.plan, self.call, self.relation, self.key = plan, call, relation, key

    @cached_property
    def row(self):
        """The row; None for the whole plan, or where the version has none of this name."""
        return row_of(self.call, self.relation, self.key) if self.relation else None


def call_asked(dossier, given):
    """The call of the page from which a form was sent, which may be an old page; else the newest."""
    sent = read_whole((given or {}).get("call", ""), 1, MOST_CALLS)
    of_page = calls_of(dossier).filter(pk=sent).first() if sent else None
    return of_page or call_of(dossier)


def say(request, asked, form, person):
    told = form.told() | {"relation": asked.relation, "row_key": asked.key, "language": get_language()}
    author = person if person.is_authenticated else None
    try:
        commenting.say(call=asked.call, author=author, **told)
    except commenting.Closed as reason:
        return refuse(request, asked, str(reason))
    except Refused as reason:
        form.add_error(None, str(reason))
        return show(request, asked, form, status=409)
    return redirect("plan_comment_sent", asked.plan.slug)


def show(request, asked, form, status=200):
    return render(request, "plans/consulting/comment.html", {"asked": asked, "form": form}, status=status)


def refuse(request, asked, reason):
    text = request.POST.get("text", "")
    context = {"asked": asked, "reason": reason, "text": text}
    return render(request, "plans/consulting/refused.html", context, status=409)


def is_within_limit(request, email):
    """Counted for a day under a key that tells neither address, and nobody else can make."""
    told = [client_address(request)] + [email.lower()] * bool(email)
    keys = [salted_hmac("plans.commenting", text, algorithm="sha256").hexdigest() for text in told]
    return all(ratelimit.consume(request, action="plan_comment", key=key) for key in keys)


@require_safe
def sent(request, slug):
    plan, _dossier = plan_of(request, slug)
    days = commenting.CONFIRMED_WITHIN.days
    context = {"entry": plan, "days": days, "signed_in": reader(request).is_authenticated}
    return render(request, "plans/consulting/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Who holds the link sees what was said; only the button hands it on."""
    found = commenting.by_token(token)
    if found is None:
        context = {"days": commenting.CONFIRMED_WITHIN.days}
        return render(request, "plans/consulting/unknown.html", context, status=404)
    if request.method == "POST":
        commenting.confirm(found.pk)
        return redirect(request.path)
    return render(request, "plans/consulting/confirm.html", {"comment": found, "entry": found.call.dossier.entry})
