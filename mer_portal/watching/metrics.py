"""`/metrics`, in the text format of Prometheus: for whoever asks on this machine, or brings the token.

Answered before all else, so it needs no allowed host and no https. A proxy lets nobody
through: it says for whom it asks.
"""

import secrets

from django.conf import settings
from django.http import HttpResponse
from django.http.request import split_domain_port

from mer_portal.watching.counters import CLASSES, SECONDS, counters
from mer_portal.watching.gauges import gauges

PATH = "/metrics"
HERE = ("127.0.0.1", "::1")
NAMES_OF_HERE = ("127.0.0.1", "localhost", "[::1]")
BY_A_PROXY = (
    *("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"),
    *("HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA"),
)
TYPE = "text/plain; version=0.0.4; charset=utf-8"


def metrics(request):
    """The numbers, or None: to anybody else there is no such page."""
    if request.method not in ("GET", "HEAD") or not may_ask(request):
        return None
    text = "".join(f"{line}\n" for line in lines())
    return HttpResponse(text, content_type=TYPE, headers={"Cache-Control": "no-store"})


def may_ask(request):
    told = request.META
    if settings.METRICS_TOKEN:
        wanted = f"Bearer {settings.METRICS_TOKEN}"
        return secrets.compare_digest(told.get("HTTP_AUTHORIZATION", "").encode(), wanted.encode())
    host = split_domain_port(told.get("HTTP_HOST", ""))[0]
    return told.get("REMOTE_ADDR") in HERE and host in NAMES_OF_HERE and not any(name in told for name in BY_A_PROXY)


def lines():
    counted, kept = counters().added_up()
    yield from head("mer_requests_total", "counter", "Requests by route and class of the answer.")
    for row in counted:
        for status, number in zip(CLASSES, row.classes, strict=True):
            if number:
                yield sample("mer_requests_total", number, route=row.route, status=status)
    yield from head("mer_request_seconds", "histogram", "How long answers took.")
    for row in counted:
        yield from histogram("mer_request_seconds", row)
    yield from head("mer_page_cache_total", "counter", "What became of pages that may be kept.")
    for result, number in kept.items():
        yield sample("mer_page_cache_total", number, result=result)
    for name, told, samples in gauges():
        yield from head(name, "gauge", told)
        for labels, number in samples:
            yield sample(name, number, **labels)


def histogram(name, row):
    so_far = 0
    for bound, number in zip((*SECONDS, "+Inf"), row.times, strict=True):
        so_far += number
        yield sample(f"{name}_bucket", so_far, route=row.route, le=bound)
    yield sample(f"{name}_sum", row.seconds, route=row.route)
    yield sample(f"{name}_count", so_far, route=row.route)


def head(name, kind, told):
    return f"# HELP {name} {told}", f"# TYPE {name} {kind}"


def sample(name, number, /, **labels):
    inside = ",".join(f'{label}="{quoted(value)}"' for label, value in labels.items())
    return f"{name}{{{inside}}} {number:.10g}" if inside else f"{name} {number:.10g}"


def quoted(value):
    return str(value).replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
