"""The forms of suggestions: what a reader sends, and what a writer decides."""

import re
from collections import Counter

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.form_fields import MailboxField
from catalogue.limits import MOST_NEW_LINKS, MOST_REASON_LETTERS, MOST_SUGGESTION_LETTERS
from catalogue.text import kept
from publishing.forms import PlainForm
from publishing.keeping import digest
from publishing.sections import TOP, is_closed, put_in_place, sections, without_anchor

LINK = re.compile(r"(?:https?://|www\.|mailto:)[^\s)>\]]*", re.IGNORECASE)


def as_typed(section):
    """The text of a section as it stands in a form."""
    return without_anchor(section).strip()


def mistake_in(new, section):
    """Why a text cannot take the place of the section, as a sentence; empty where it can."""
    if section.anchor != TOP and sections(new)[0].anchor == TOP:
        return _("Keep the heading of the section in the first line: it begins with %(signs)s.") % {
            "signs": "#" * section.level
        }
    if not is_closed(new):
        return _("A block of code has no end: close it with the signs it begins with.")
    if len(new) > len(section.text) + MOST_SUGGESTION_LETTERS:
        most = len(section.text) + MOST_SUGGESTION_LETTERS
        return _("The text is too long: %(count)s characters, at most %(most)s.") % {"count": len(new), "most": most}
    return ""


def new_links(new, old):
    """How many links the new text has that the old one has not."""
    return (Counter(LINK.findall(new)) - Counter(LINK.findall(old))).total()


class SuggestionForm(PlainForm):
    """A correction to one section; whoever is not signed in also says who they are."""

    use_required_attribute = False

    new = forms.CharField(label=gettext_lazy("How it should read"), widget=forms.Textarea)
    reason = forms.CharField(
        label=gettext_lazy("Why (if you like)"),
        max_length=MOST_REASON_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = MailboxField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("You get a mail with a link; your suggestion counts once you have confirmed it there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    thanked = forms.BooleanField(label=gettext_lazy("Thank me by name in the history of the text"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, section, language, signed_in):
        self.section = section
        super().__init__(data, initial={"new": as_typed(section), "seen": digest(section.text)}, label_suffix="")
        lines = section.text.count("\n") + len(section.text) // 80
        self.fields["new"].widget.attrs |= {"lang": language, "rows": min(30, max(6, lines + 2))}
        if signed_in:
            del self.fields["name"], self.fields["email"]

    def clean_new(self):
        new = self.cleaned_data["new"]
        fault = mistake_in(new, self.section)
        if not fault and put_in_place(self.section.text, self.section.anchor, new).strip() == self.section.text.strip():
            fault = _("Nothing is changed yet. Change the text of the section, then send it.")
        if not fault and new_links(new, self.section.text) > MOST_NEW_LINKS:
            fault = _("Ten new links or more are taken from nobody. Leave some out.")
        if fault:
            raise forms.ValidationError(fault)
        return new

    def clean_reason(self):
        if new_links(self.cleaned_data["reason"], "") > MOST_NEW_LINKS:
            raise forms.ValidationError(_("Ten new links or more are taken from nobody. Leave some out."))
        return self.cleaned_data["reason"]

    def clean(self):
        super().clean()
        if not self.errors and self.cleaned_data["seen"] != digest(self.section.text):
            self.data["seen"] = digest(self.section.text)
            fault = _("This section was changed while you wrote. Compare it with yours, then send it again.")
            self.add_error("new", fault)

    def told(self):
        """What is kept of it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class DecisionForm(PlainForm):
    """What a writer decides: the text as it shall be, and an answer to whoever suggested it."""

    use_required_attribute = False

    do = forms.ChoiceField(choices=[(name, name) for name in ("accept", "change", "decline", "reopen")])
    text = forms.CharField(label=gettext_lazy("The section as it shall be"), required=False, widget=forms.Textarea)
    answer = forms.CharField(
        label=gettext_lazy("Your answer (needed where you decline)"),
        max_length=MOST_REASON_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, section, language, text):
        """`text` is what the writer begins with; `section` is None where it is gone."""
        self.section, self.begun = section, text
        seen = digest(section.text) if section else ""
        super().__init__(data, initial={"text": text, "seen": seen}, label_suffix="")
        self.fields["text"].widget.attrs |= {"lang": language, "rows": min(30, max(6, len(text) // 70))}

    def clean(self):
        super().clean()
        do, text = self.cleaned_data.get("do"), self.cleaned_data.get("text", "")
        if do == "change" and self.section is not None and "text" not in self.errors:
            fault = mistake_in(text, self.section) if text else _("Write how the section shall read.")
            if fault:
                self.add_error("text", fault)
        if do == "accept" and text and text != kept(self.begun).strip():
            self.add_error("text", _("You changed the text: press “Accept with my changes”, or put it back first."))
        if do == "decline" and not self.cleaned_data.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Say why: whoever suggested it will read it."))

    def show_now(self):
        """The section as it stands is what the writer has seen from now on."""
        self.data["seen"] = digest(self.section.text) if self.section else ""
