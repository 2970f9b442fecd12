"""Public pages about networks: members of one, what two share, the table of all, the picture; and asking to join."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.caches import kept_per_version
from catalogue.choices import by_name
from catalogue.files.sending import download
from catalogue.languages import LANGUAGES
from catalogue.missing import NoSuchPage
from catalogue.models import page_version
from catalogue.tables.writing import CSV_TYPE, csv_bytes
from catalogue.views import entry_at, list_of_kind, reader
from partners.models import Network, Partner
from partners.networks import figures, moving
from partners.networks import overlap as overlaps
from partners.networks.forms import AskForm
from partners.networks.page import groups_of, members_of
from partners.networks.picture import whole_picture
from partners.networks.reading import figures_of, figures_of_all, link_columns, named
from partners.networks.rights import led_by
from publishing.once import once
from publishing.refusals import Refused
from publishing.views.desk import paging
from publishing.views.signed_out import kept_when_signed_out

ON_A_PAGE = 60


@require_safe
def networks(request, kind):
    return render(request, "partners/networks/list.html", list_of_kind(request, kind))


@require_safe
def network_of_networks(request):
    picture = kept_picture(page_version(), get_language())
    return render(request, "partners/networks/whole.html", {"picture": picture})


@kept_per_version(4)
def kept_picture(_version, _language):
    """The drawing and its tables are dear, and change with the catalogue alone."""
    return render_to_string("partners/networks/whole_picture.html", whole_picture())


@require_safe
def overlap(request):
    shown = kept_overlap(page_version(), get_language())
    return render(request, "partners/networks/overlap.html", {"shown": shown})


@kept_per_version(4)
def kept_overlap(_version, _language):
    """With many networks the table and its links are dear, too."""
    return render_to_string("partners/networks/overlap_all.html", {"overlap": overlaps.overlap()})


@require_safe
def matrix(request, which):
    if which not in (overlaps.ALL, overlaps.DIRECT):
        raise NoSuchPage
    content = csv_bytes(overlaps.matrix(which), get_language())
    name = pgettext("name of a file", "networks")
    return download(f"{name}-{which}.csv", content, CSV_TYPE)


@require_safe
def shared(request, one, other):
    """Whom two networks share, each with its ways into both."""
    pair = named(Network, {one, other})
    if len(pair) != 2:
        raise NoSuchPage
    found = figures_of_all()
    both = figures.shared(found, one, other)
    partners = sorted(named(Partner, both.all).values(), key=by_name)
    shown = Paginator(partners, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "first": pair[one],
        "second": pair[other],
        "rows": [(partner, partner.pk in both.direct) for partner in shown.object_list],
        "number": len(both.all),
        "direct": len(both.direct),
    }
    return render(request, "partners/networks/shared.html", context | paging(shown, {}))


@require_safe
def members(request, slug):
    network = entry_at(Network.objects.visible_to(reader(request)), slug)
    if request.path != reverse("network_members", args=[network.slug]):
        return redirect("network_members", network.slug)
    lines = members_of(network, figures_of(network.pk)).lines
    shown = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "network": network,
        "groups": groups_of(shown.object_list),
        "number": len(lines),
        "alternates": addresses("network_members", network),
    }
    return render(request, "partners/networks/members.html", context | paging(shown, {}))


def addresses(name, network):
    """Of a page below that of a network, in every language."""
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = reverse(name, args=[getattr(network, f"slug_{code}")])
    return found


# --- Asking to join ---


@kept_when_signed_out
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, slug):
    """For representatives of an organisation; what a member takes on stands above the button."""
    network = entry_at(Network.objects.visible_to(request.user), slug)
    partners = sorted(Partner.objects.filter(pk__in=led_by(request.user)).only(*link_columns(Partner)), key=by_name)
    if not partners:
        raise NoSuchPage
    form, refusal = AskForm(request.POST if request.method == "POST" else None, partners=partners), ""
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, lambda: asked(request, network, form))
        except Refused as error:
            refusal = str(error)
    if not network.joinable:
        refusal = refusal or _("This network takes no requests. Its coordinator may invite you.")
    context = {"network": network, "form": form, "refusal": refusal}
    context["alternates"] = addresses("network_join", network)
    status = 409 if refusal else 400 if form.errors else 200
    return render(request, "partners/networks/join.html", context, status=status)


def asked(request, network, form):
    values = form.cleaned_data
    moving.ask(network=network, partner=values["partner"], by=request.user, text=values["text"])
    messages.success(request, moving.STEPS["ask"].done)
    return redirect("my_networks").url
