"""What machines are told when something is wrong: always JSON, in the language they asked for."""

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import JsonResponse

from catalogue.languages import LANGUAGES

ROOT = "/api/"


def is_for_machines(request):
    return request.path_info.startswith(ROOT)


def language_asked(request):
    try:
        language = request.GET.get("lang")
    except SuspiciousOperation:  # too many parameters; the request is refused for that later
        language = None
    return language if language in LANGUAGES else settings.LANGUAGE_CODE


def in_json(data, status=200):
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def refusal(status, text):
    return in_json({"detail": str(text)}, status)
