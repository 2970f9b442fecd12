from django.http import Http404


def mine(request, **kwargs):
    raise Http404


def review(request, **kwargs):
    raise Http404


def overview(request, **kwargs):
    raise Http404
