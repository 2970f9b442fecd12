"""What is asked of those who talk about an idea, and of those who answer it."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partners.ideas import supporting
from partners.ideas.remarking import LONGEST
from partners.models import Partner, Post
from publishing.forms import PlainForm
from publishing.language_texts import ask_for_one, text_fields, texts_by_language

State = Post.IdeaState


class SupportForm(forms.Form):
    do = forms.ChoiceField(choices=[(name, name) for name in supporting.DEEDS])


class TextForm(PlainForm):
    """The words of a remark."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Your remark"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write your remark first.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)


class RemarkForm(TextForm):
    """A remark of somebody who may belong to several organisations."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.own = {str(one.pk): one for one in Partner.objects.filter(pk__in=person.organisations).order_by("pk")}
        if len(self.own) > 1:
            choices = [(pk, str(one)) for pk, one in self.own.items()]
            self.fields["partner"] = forms.ChoiceField(label=_("For which organisation?"), choices=choices)

    def told(self):
        partner = self.own.get(self.cleaned_data.get("partner")) or next(iter(self.own.values()), None)
        return {"text": self.cleaned_data["text"], "partner": partner, "language": get_language()}


class ChangeForm(TextForm):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class HideForm(PlainForm):
    """`do` is given by the button; only hiding needs a reason."""

    use_required_attribute = False

    do = forms.ChoiceField(choices=[("hide", "hide"), ("show", "show")], widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why is it hidden?"),
        max_length=300,
        required=False,
        help_text=_("Everybody reads the reason in its place."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean(self):
        super().clean()
        if (
            self.cleaned_data.get("do") == "hide"
            and not self.cleaned_data.get("reason")
            and "reason" not in self.errors
        ):
            self.add_error("reason", _("Say why: the author and all readers will read it."))


class AnswerForm(PlainForm):
    use_required_attribute = False

    state = forms.ChoiceField(
        label=_("What becomes of the idea?"),
        choices=[(state.value, state.label) for state in State if state != State.OPEN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    link = forms.URLField(
        label=_("Where does it lead?"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("The address of what came of it: a project, a plan, an event."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields |= text_fields("answer", _("Answer"))
        self.order_fields(["state", "link"])

    def clean(self):
        super().clean()
        state = self.cleaned_data.get("state")
        if state == State.TAKEN_UP and not self.cleaned_data.get("link") and "link" not in self.errors:
            self.add_error("link", _("An idea that is taken up leads somewhere: give the address."))
        if state == State.NOT_TAKEN_UP:
            ask_for_one(self, "answer", _("Say why the idea is not taken up, in at least one language."))

    def told(self):
        given = self.cleaned_data
        link = given["link"] if given["state"] == State.TAKEN_UP else ""
        return {
            "state": given["state"],
            "link": link,
            "texts": texts_by_language(self, "answer"),
            "seen": given["seen"],
        }
