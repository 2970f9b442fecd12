from django.http import Http404


def queue(request, **kwargs):
    raise Http404


def overview(request, **kwargs):
    raise Http404


def translate(request, **kwargs):
    raise Http404


def exchange(request, **kwargs):
    raise Http404
