"""Following a list by mail: the form, the page after it, and what the links of the mails open."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from catalogue.steady import steady
from catalogue.views import reader
from publishing.following.forms import FollowForm
from publishing.following.lists import FOLLOWED, LONGEST, query_of, search_of, title_of
from publishing.letters import consenting
from publishing.letters.consenting import UNCONFIRMED_KEPT, VALID
from publishing.letters.links import confirm_page, is_within_limit, leave_page


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@steady
def follow(request, kind=""):
    """Whether an address follows the list already is told by its mailbox alone."""
    search = search_asked(request, kind)
    person = reader(request)
    email = person.email if person.is_authenticated else ""
    given = request.POST if request.method == "POST" else None
    form = FollowForm(given, initial={"language": get_language(), "email": email})
    if given is None or not form.is_valid():
        return show(request, search, form)
    sent = form.cleaned_data
    if not is_within_limit(request, sent["email"], "subscribing"):
        form.add_error(None, _("Many subscriptions came from your address today. Please come again tomorrow."))
        return show(request, search, form, status=429)
    is_own = bool(email) and email.lower() == sent["email"].lower()
    ask(search, page=request.path, person=person if is_own else None, email=sent["email"], language=sent["language"])
    return redirect("follow_asked")


def search_asked(request, kind):
    """What is not there cannot be followed."""
    if kind and kind not in Kind:
        raise NoSuchPage
    search = search_of(request.GET.urlencode(), kind)
    if search.errors or len(query_of(search)) > LONGEST:
        raise NoSuchPage
    return search


def ask(search, *, language, **told):
    """Named in the language of the mails; from this moment on what is new is told."""
    kind = search.kind.value if search.kind else ""
    with override(language):
        title = title_of(search_of(query_of(search), kind))
    told |= {"kind": kind, "query": query_of(search), "title": title[:300], "told_until": timezone.now()}
    consenting.ask(FOLLOWED, language=language, **told)


def show(request, search, form, status=200):
    status = 400 if form.errors and status == 200 else status
    back = reverse(search.kind.list_name if search.kind else "catalogue") + search.query()
    context = {"form": form, "title": title_of(search), "back": back, "feed": search.feed()}
    return render(request, "publishing/following/follow.html", context, status=status)


@require_safe
def asked(request):
    return render(request, "publishing/following/asked.html", {"valid": VALID.days, "kept": UNCONFIRMED_KEPT.days})


# --- Links of mails ---


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    return confirm_page(request, FOLLOWED, token)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, token):
    return leave_page(request, FOLLOWED, token)
