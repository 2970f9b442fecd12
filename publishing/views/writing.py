from django.http import Http404


def new(request, **kwargs):
    raise Http404


def stage(request, **kwargs):
    raise Http404


def keep(request, **kwargs):
    raise Http404


def check(request, **kwargs):
    raise Http404
