"""Taking over public entries: the list of those one may take over, with a search, and the button."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.core.validators import ProhibitNullCharactersValidator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from catalogue.filing.filing import entry_models
from catalogue.missing import NoSuchPage
from catalogue.models import Kind
from publishing import taking_over, versions
from publishing.views.asking import page_links
from publishing.writing import WRITINGS

A_PAGE = 30


class TakeOverAsked(forms.Form):
    """The query string: words of the title and a kind."""

    q = forms.CharField(
        label=gettext_lazy("Words of the title"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
        validators=[ProhibitNullCharactersValidator()],
    )

    def __init__(self, data, kinds):
        super().__init__(data, label_suffix="")
        self.kinds = kinds
        choices = [(kind.value, kind.label) for kind in map(Kind, kinds)]
        self.fields["kind"] = forms.ChoiceField(label=gettext_lazy("Kind"), choices=choices, required=False)
        self.order_fields(["kind", "q"])

    def kind(self):
        return self.cleaned_data.get("kind") or self.kinds[0]


@login_required
@require_safe
def to_take_over(request):
    """What one may take over: coordinators everything public, others what their organisations stand behind."""
    if not request.user.is_coordinator and not request.user.organisations:
        raise NoSuchPage
    form = TakeOverAsked(request.GET, taking_over.kinds_for(request.user))
    form.full_clean()
    found = taking_over.entries_for(request.user, form.kind(), form.cleaned_data.get("q", ""))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "kind": form.kind(), "links": page_links(request, page)}
    return render(request, "publishing/adoptable.html", context)


@login_required
@require_POST
def take_over(request, kind, pk):
    """The dossier of something public that was made elsewhere, for those whose organisation stands behind it."""
    model = next((model for model in entry_models() if model.kind == kind and kind in WRITINGS), None)
    if model is None:
        raise Http404
    entry = get_object_or_404(model.objects.published(), pk=pk)
    if not request.user.is_coordinator and not request.user.role_in(versions.organisation_of(entry)):
        raise Http404
    return redirect(versions.adopt(entry))
