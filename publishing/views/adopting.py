"""The list of public entries that one may take over, with a search."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.core.validators import ProhibitNullCharactersValidator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalogue.models import Kind
from publishing import adopting
from publishing.views.asking import page_links

A_PAGE = 30


class AdoptableAsked(forms.Form):
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
def adoptable(request):
    """What one may take over: coordinators everything public, others what their organisations stand behind."""
    if not request.user.is_coordinator and not request.user.organisations:
        raise Http404(_("There is no such page, or it is not public any more."))
    form = AdoptableAsked(request.GET, adopting.kinds_for(request.user))
    form.full_clean()
    found = adopting.adoptable(request.user, form.kind(), form.cleaned_data.get("q", ""))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "kind": form.kind(), "links": page_links(request, page)}
    return render(request, "publishing/adoptable.html", context)
