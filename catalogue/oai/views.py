"""The one address of harvesters. Who asks does not matter, so no cookie is looked at and nothing is guarded by one."""

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from catalogue.filing.filing import current_state
from catalogue.oai.answers import answer
from catalogue.oai.asking import Refused, asked

METHODS = ["GET", "HEAD", "POST"]


@csrf_exempt
@require_http_methods(METHODS)
def oai(request):
    state = current_state()
    return HttpResponse(answer(understood(request), state), content_type="text/xml; charset=utf-8")


def understood(request):
    """What is asked, or the mistake in it; what stands in address and body alike is said twice."""
    given = {}
    for arguments in (request.GET, request.POST):
        for name, values in arguments.lists():
            given.setdefault(name, []).extend(values)
    try:
        return asked(given)
    except Refused as error:
        return error
