from django.http import Http404


def preview(request, **kwargs):
    raise Http404


def listing(request, **kwargs):
    raise Http404


def compare(request, **kwargs):
    raise Http404


def version(request, **kwargs):
    raise Http404


def restore(request, **kwargs):
    raise Http404
