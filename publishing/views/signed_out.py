"""When the session ended while somebody was writing: what was sent is not lost."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render


def kept_when_signed_out(view):
    """Like `login_required`, but a form that was sent is shown again, to be sent once more after signing in."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        return keep_form(request)

    return asked


def keep_form(request):
    """The fields as they were sent, hidden, under a button that sends them again."""
    names = [name for name in request.POST if name != "csrfmiddlewaretoken"]
    fields = [(name, value) for name in names for value in request.POST.getlist(name)]
    return render(request, "publishing/signed_out.html", {"fields": fields}, status=403)
