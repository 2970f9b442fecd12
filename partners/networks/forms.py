from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.text import fold, same
from partners.forms import FOUND, OrganisationSearch
from partners.models import Network, NetworkMembership, Partner
from partners.networks.steps import State
from publishing.forms import PlainForm

Role = NetworkMembership.Role
LONGEST = 1000


class AskForm(PlainForm):
    """For which organisation, and what its representatives would like to say."""

    partner = forms.ModelChoiceField(Partner.objects.none(), label=_("Organisation"))
    text = forms.CharField(
        label=_("A few words to the network"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Not needed. Its coordinator reads them with the request."),
    )

    def __init__(self, *args, partners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.filter(pk__in=[partner.pk for partner in partners])
        if len(partners) == 1:
            self.fields["partner"].initial = partners[0].pk
            self.fields["partner"].empty_label = None


class StepForm(PlainForm):
    """The reason where a step needs one, and the state in which the person saw the membership."""

    reason = forms.CharField(label=_("Reason"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.ChoiceField(choices=State.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, step, **kwargs):
        super().__init__(*args, **kwargs)
        if not step.reason:
            del self.fields["reason"]


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)


class InviteForm(forms.Form):
    partner = forms.ModelChoiceField(Partner.objects.none())
    role = forms.ChoiceField(choices=[(role.value, role.label) for role in (Role.MEMBER, Role.OBSERVER)])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.published()  # as of now


class LinkForm(forms.Form):
    """Another network, and which of the two asks."""

    network = forms.ModelChoiceField(Network.objects.none())
    way = forms.ChoiceField(choices=[("invite", "invite"), ("ask", "ask")])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = Network.objects.published()


class PublicSearch(OrganisationSearch):
    """Public organisations alone, and under the name that the form of the page gives them."""

    def organisations(self):
        return [partner for partner in super().organisations() if partner.is_published]


class NetworkSearch(forms.Form):
    """Public networks by a part of the name or by the acronym."""

    n = forms.CharField(label=_("Name of the network"), max_length=100, required=False)

    def networks(self, but):
        wanted = fold(same(self.cleaned_data["n"])) if self.is_valid() else ""
        if not wanted:
            return []
        rows = Network.objects.published().exclude(pk__in=but).order_by("pk")
        return [row for row in rows if any(wanted in fold(same(name or "")) for name in names(row))][:FOUND]


def names(network):
    return network.title_sl, network.title_en, network.acronym
