"""What everybody sees of letters: which there are, the form of a subscription, and what its links open."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.filing.filing import current_state
from catalogue.steady import steady
from catalogue.views import reader
from publishing.letters.consenting import UNCONFIRMED_KEPT, VALID
from publishing.letters.forms import SubscribeForm, TopicsForm
from publishing.letters.links import confirm_page, found_by, is_within_limit, leave_page
from publishing.letters.subscribing import LETTERS, choose, subscribe, topic_choices
from publishing.models import Letter


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@steady
def new_subscription(request, slug):
    """Whether an address is known is told by its mailbox alone."""
    letter = get_object_or_404(Letter, slug=slug, active=True)
    person = reader(request)
    email = person.email if person.is_authenticated else ""
    form = SubscribeForm(
        request.POST if request.method == "POST" else None,
        choices=topic_choices(current_state().version),
        initial={"language": get_language(), "other_language": True, "email": email},
    )
    if request.method != "POST" or not form.is_valid():
        return show(request, letter, form)
    given = form.cleaned_data
    if not is_within_limit(request, given["email"], "subscribing"):
        form.add_error(None, _("Many subscriptions came from your address today. Please come again tomorrow."))
        return show(request, letter, form, status=429)
    is_own = bool(email) and email.lower() == given["email"].lower()
    told = {name: given[name] for name in ("email", "language", "topics", "other_language")}
    subscribe(letter=letter, page=request.path, person=person if is_own else None, **told)
    return redirect("letter_asked", letter.slug)


def show(request, letter, form, status=200):
    status = 400 if form.errors and status == 200 else status
    return render(request, "publishing/letters/subscribe.html", {"letter": letter, "form": form}, status=status)


@require_safe
def asked(request, slug):
    letter = get_object_or_404(Letter, slug=slug)
    context = {"letter": letter, "valid": VALID.days, "kept": UNCONFIRMED_KEPT.days}
    return render(request, "publishing/letters/asked.html", context)


# --- Links of mails ---


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    return confirm_page(request, LETTERS, token)


class OwnTopics(TopicsForm):
    """The choices of one subscriber."""

    def __init__(self, data, subscriber):
        self.subscriber = subscriber
        chosen = [*subscriber.topics.values_list("slug", flat=True)]
        initial = {"topics": chosen, "other_language": subscriber.other_language}
        super().__init__(data, choices=topic_choices(current_state().version, chosen), initial=initial)

    def save(self):
        choose(self.subscriber, self.cleaned_data["topics"])
        self.subscriber.other_language = self.cleaned_data["other_language"]
        self.subscriber.save(update_fields=["other_language"])


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, token):
    data = request.POST if request.POST.get("do") == "change" else None
    return leave_page(request, LETTERS, token, OwnTopics(data, found_by(LETTERS, token)))
