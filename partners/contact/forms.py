"""What is asked of whoever writes to an organisation, and of whoever answers."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.form_fields import MailboxField
from catalogue.text import kept, kept_line
from partners.models import Partner
from publishing.forms import PlainForm

MOST_LETTERS = 2000
LEAST_LETTERS = 20


class ContactForm(PlainForm):
    """Who is signed in says for which organisation; whoever is not says who they are and where to answer."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=gettext_lazy("You write for"),
        required=False,
        empty_label=gettext_lazy("yourself"),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Your organisation (if you write for one)"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = MailboxField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "You get a mail with a link; your message goes out once you have pressed the button there. The "
            "organisation sees the address only if it answers."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Your message"),
        max_length=MOST_LETTERS,
        min_length=LEAST_LETTERS,
        help_text=gettext_lazy("Who you are, what it is about, what you would like to know. Without files."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    # People see no such field; programs that fill in whatever there is fill in this one, too.
    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, data=None, *, person=None):
        initial = {"name": person.name} if person else {}
        super().__init__(data, initial=initial, label_suffix="")
        own = list(person.organisations) if person else []
        if person:
            del self.fields["email"], self.fields["organisation"]
        if own:
            self.fields["partner"].queryset = Partner.objects.filter(pk__in=own).order_by("pk")
            self.fields["partner"].initial = own[0]
        else:
            del self.fields["partner"]

    def clean_name(self):
        return kept_line(self.cleaned_data["name"])

    def clean_text(self):
        return kept(self.cleaned_data["text"])

    def clean_organisation(self):
        return kept_line(self.cleaned_data["organisation"])

    @property
    def is_of_a_program(self):
        return bool(self.cleaned_data.get("website"))

    def told(self):
        """What is kept of it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "website"}


class AnswerForm(PlainForm):
    """Every answer is a step: only one that is accepted needs words."""

    use_required_attribute = False

    do = forms.ChoiceField(choices=[(name, name) for name in ("accept", "decline", "report")])
    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=MOST_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, data=None):
        super().__init__(data, label_suffix="")

    def clean(self):
        super().clean()
        if self.cleaned_data.get("do") == "accept" and not self.cleaned_data.get("text") and "text" not in self.errors:
            self.add_error("text", _("Write your answer first."))
