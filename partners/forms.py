from allauth.account.forms import ConfirmLoginCodeForm
from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordMixin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalogue.choices import by_name
from catalogue.text import fold, same
from partners.models import Invitation, Membership, Partner, User
from partners.models.invitation import LASTS

FOUND = 20


class CodeForm(ConfirmLoginCodeForm):
    """The code of a mail that takes the place of the password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the mail")
        self.fields["code"].widget.attrs.pop("placeholder", None)


class InviteForm(forms.ModelForm):
    """Whom to invite, as what, and in which language to write."""

    class Meta:
        model = Invitation
        fields = ["email", "role", "language"]
        labels = {"email": _("E-mail address"), "role": _("Role"), "language": _("Language of the mail")}
        help_texts = {"role": _("Editors write; representatives also publish and invite.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        valid = ngettext(
            "The person gets a mail with a link that is valid for %(days)d day.",
            "The person gets a mail with a link that is valid for %(days)d days.",
            LASTS.days,
        )
        self.fields["email"].help_text = valid % {"days": LASTS.days}
        self.fields["email"].widget.attrs["autocomplete"] = "off"


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Membership.Role.choices)


class OrganisationSearch(forms.Form):
    """Any organisation by a part of its name, without regard to capitals and accents."""

    q = forms.CharField(label=_("Name of the organisation"), max_length=100, required=False)

    def organisations(self):
        wanted = fold(same(self.cleaned_data["q"])) if self.is_valid() else ""
        fields = [f"title_{code}" for code, _name in settings.LANGUAGES]
        rows = Partner.objects.order_by("pk").values_list("pk", *fields) if wanted else []
        pks = [pk for pk, *titles in rows if any(wanted in fold(same(title or "")) for title in titles)]
        return sorted(Partner.objects.filter(pk__in=pks[:FOUND]), key=by_name)


class JoinForm(SetPasswordMixin, forms.Form):
    """The account of somebody who was invited: the address is known, name and password are theirs to choose."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password1, password2 = SetPasswordMixin.create_password_fields()

    def __init__(self, *args, email, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self):
        self.validate_passwords()
        self.validate_password_for_user(User(email=self.email, name=self.cleaned_data.get("name", "")))
        return super().clean()
