"""What is said where the way through the institution leads nowhere; the password is there still."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _


def unknown(request):
    """The same for whoever has no account, one with another address, or one whose address is not confirmed."""
    return sorry(request, _("No account here has the confirmed address that %(name)s gives you."), 403, invited=True)


def silent(request):
    return sorry(request, _("%(name)s does not answer at the moment."), 504)


def failed(request):
    return sorry(request, _("The sign-in through %(name)s did not succeed. Begin it again."), 400)


def sorry(request, sentence, status, **more):
    context = {"sentence": sentence % {"name": settings.OIDC["name"]}, **more}
    return render(request, "partners/institution/failed.html", context, status=status)
