from django.http import Http404


def listing(request, **kwargs):
    raise Http404


def wishes(request, **kwargs):
    raise Http404


def unsubscribe(request, **kwargs):
    raise Http404
