from django.http import Http404


def dossier(request, **kwargs):
    raise Http404


def step(request, **kwargs):
    raise Http404


def comment(request, **kwargs):
    raise Http404


def open_version(request, **kwargs):
    raise Http404


def discard(request, **kwargs):
    raise Http404


def confirm(request, **kwargs):
    raise Http404


def adopt(request, **kwargs):
    raise Http404
