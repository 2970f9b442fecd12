"""The page behind a private link: a contribution before there is a draft. Looking at it stores nothing."""

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from catalogue.missing import NoSuchPage
from plans.consulting import commenting
from plans.consulting.forms import ContributionForm
from plans.models import CallLink
from publishing.refusals import Refused


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def contribute(request, token):
    link = CallLink.objects.select_related("call__dossier__owner").by_token(token)
    if link is None:
        raise NoSuchPage
    form = ContributionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            commenting.say(call=link.call, link=link, language=get_language(), **form.told())
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            return redirect(f"{request.path}?sent")
    context = {
        "call": link.call,
        "form": form,
        "given": link.contributions.all(),
        "sent": "sent" in request.GET and not form.is_bound,
        "typed": request.POST.get("text", ""),
    }
    return render(request, "plans/consulting/contribute.html", context)
