from django.http import Http404
from django.views.decorators.http import require_safe

from workshops.models import Registration


@require_safe
def my_registration(request, token):
    if Registration.objects.by_token(token) is None:
        raise Http404
