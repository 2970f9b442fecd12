"""A person's notices, which mails they wish, and unsubscribing without signing in."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from catalogue.missing import NO_SUCH_PAGE, NoSuchPage
from publishing import notices
from publishing.models import Notice, Wish

ON_A_PAGE = 25


class Reading(forms.Form):
    """What is done with one notice, or with all."""

    do = forms.ChoiceField(choices=[(name, name) for name in ("follow", "read", "all")])
    notice = forms.ModelChoiceField(Notice.objects.none(), required=False)

    def __init__(self, data, person):
        super().__init__(data)
        self.fields["notice"].queryset = person.notices.all()

    def clean(self):
        super().clean()
        if self.cleaned_data.get("do") != "all" and not self.cleaned_data.get("notice"):
            raise forms.ValidationError(NO_SUCH_PAGE)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request):
    if request.method == "POST":
        return done(request)
    page = Paginator(notices.listed(request.user), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [notices.row(notice) for notice in page]
    unread = request.user.notices.filter(read_at=None).count()
    return render(request, "publishing/notices.html", {"page": page, "rows": rows, "unread": unread})


def done(request):
    form = Reading(request.POST, request.user)
    if not form.is_valid():
        raise NoSuchPage
    notice = form.cleaned_data["notice"]
    if form.cleaned_data["do"] == "all":
        messages.success(request, read_all(request.user))
        return redirect("notices")
    notices.read(request.user.notices.filter(pk=notice.pk))
    if form.cleaned_data["do"] == "follow":
        return redirect(notices.place_of(notice))
    messages.success(request, _("The notice is marked as read."))
    return redirect("notices")


def read_all(person):
    n = notices.read(person.notices.all())
    if not n:
        return _("All notices were read already.")
    return ngettext("%(n)d notice is marked as read.", "%(n)d notices are marked as read.", n) % {"n": n}


class Wishes(forms.Form):
    """How often somebody wants mail about each kind of notice, and in which language."""

    def __init__(self, data=None, *, person):
        super().__init__(data, initial={"language": person.language} | stored_wishes(person), label_suffix="")
        self.person = person
        for kind in Notice.Kind:
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label, choices=Wish.How.choices, widget=forms.RadioSelect
            )
        self.fields["language"] = forms.ChoiceField(label=gettext_lazy("Language of mails"), choices=settings.LANGUAGES)

    def kinds(self):
        return [self[kind.value] for kind in Notice.Kind]

    @transaction.atomic
    def save(self):
        for kind in Notice.Kind:
            how = {"how": self.cleaned_data[kind.value]}
            Wish.objects.update_or_create(person=self.person, kind=kind, defaults=how)
        self.person.language = self.cleaned_data["language"]
        self.person.save(update_fields=["language"])


def stored_wishes(person):
    stored = dict(person.wishes.values_list("kind", "how"))
    return {kind.value: stored.get(kind.value, Wish.How.AT_ONCE) for kind in Notice.Kind}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request):
    form = Wishes(request.POST or None, person=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("Your wishes are saved."))
        return redirect("wishes")
    return render(request, "publishing/wishes.html", {"form": form})


@csrf_exempt  # mail programs press the button without a session (RFC 8058); the token says who it is
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, token):
    """Showing the page changes nothing; only the button, or that of a mail program, does."""
    found = notices.read_token(token)
    if found is None:
        raise NoSuchPage
    pk, kind = found
    person = get_object_or_404(get_user_model(), pk=pk)
    if request.method == "POST":
        notices.unsubscribe(person=person, kind=kind)
    label = "" if kind == notices.DAY else Notice.Kind(kind).label
    context = {"label": label, "done": request.method == "POST", "address": reverse("unsubscribe", args=[token])}
    return render(request, "publishing/unsubscribe.html", context)
