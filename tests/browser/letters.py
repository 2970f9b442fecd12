"""A letter with an issue that was sent and one that is a draft, and links of its subscribers."""

from django.urls import reverse
from django.utils import translation

from catalogue.languages import LANGUAGES
from publishing.letters import editing, sending
from tests.publishing.letters import make_issue, make_letter, make_subscriber


def add_letter(editor):
    """{page: {language: address}}; `letter_new` and `letter_kept` are of one whom tests may change."""
    letter = make_letter(about_sl="Enkrat na mesec.", about_en="Once a month.", kinds=["practice", "post"])
    unproven, new = (make_subscriber(letter, f"{name}@example.org", "unconfirmed") for name in ("a", "b"))
    reader = make_subscriber(letter, "bralka@example.org")
    sent = make_issue(letter, text_sl="Pozdravljeni!", text_en="Hello!")
    sending.start(sent.pk)
    sending.send_batch.call(sent.pk)
    draft = editing.begin(letter, editor)
    draft.since, draft.subject_sl = sent.since, "Druga številka"
    draft.save()
    return {
        "letter": addresses("letter", letter.slug),
        "letter_subscribe": addresses("subscribe", letter.slug),
        "letter_asked": addresses("letter_asked", letter.slug),
        "letter_issue": addresses("letter_issue", letter.slug, sent.number),
        "letter_confirm": addresses("letter_confirm", unproven.token),
        "letter_leave": addresses("letter_leave", reader.token),
        "letter_new": addresses("letter_confirm", new.token),
        "letter_kept": addresses("letter_leave", new.token),
        "issue_draft": addresses("issue_desk", draft.pk),
        "issue_sent": addresses("issue_desk", sent.pk),
        "issue_discard": addresses("issue_step", draft.pk, "discard"),
    }


def addresses(name, *args):
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = reverse(name, args=args)
    return found
