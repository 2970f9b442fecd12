"""An issue as it is read: the rows of its items in one language, and the mail with them."""

from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext

from catalogue.labels import shown_in
from catalogue.languages import LANGUAGES, other_language
from catalogue.models import Kind
from publishing.letters.composing import of_subscriber, selected
from publishing.tasks import one_line


def language_words(code):
    """The language in the words of the page, as they stand inside a sentence."""
    return {"sl": pgettext("subject in", "Slovenian"), "en": pgettext("subject in", "English")}.get(code, code)


def row(item, language):
    """An item as it is shown in the active language; a text in another one says in which."""
    code = language if language in item["languages"] else next(iter(item["languages"]), language)
    title_code = item["title_language"] or ("" if code == language else code)
    return {
        "kind": str(Kind(item["kind"]).label) if item["kind"] in Kind else "",
        "title": item[f"title_{code}"] or item[f"title_{other_language(code)}"],
        "title_language": title_code,
        "summary": item[f"summary_{code}"],
        "language": "" if code == language else code,
        "mark": str(shown_in(code)) if code != language else "",
        "detail": item[f"detail_{language}"],
        "by": item[f"by_{language}"],
        "when": item[f"when_{language}"],
        "note": item[f"note_{language}"],
        "address": settings.SITE_URL + item[f"address_{language}"],
    }


def shown(issue, content, items, language):
    """What pages and mails show of an issue."""
    return {
        "issue": issue,
        "letter_title": content[f"letter_{language}"],
        "subject": content[f"subject_{language}"],
        "text": content[f"text_{language}"],
        "rows": [row(item, language) for item in items],
        "language": language,
    }


def whole(issue, content, language):
    """Everything, also what is only in another language."""
    return shown(issue, content, selected(content, language=language, topics=set(), other_language=True), language)


def both(issue, content):
    """The whole issue in every language."""
    found = []
    for code in LANGUAGES:
        with translation.override(code):
            found.append(whole(issue, content, code))
    return [shown | {"language_words": language_words(shown["language"])} for shown in found]


# --- The mail ---


def mail_of(issue, content, items, language, leave_address):
    """What `publishing.mail.post` takes of it, all but to whom."""
    with translation.override(language):
        here = settings.SITE_URL + reverse("letter_issue", args=[issue.letter.slug, issue.number])
        context = shown(issue, content, items, language) | {"browser_address": here, "leave_address": leave_address}
        return {
            "language": language,
            "subject": content[f"subject_{language}"],
            "text": render_to_string("publishing/letters/mail/issue.txt", context),
            "html": render_to_string("publishing/letters/mail/issue.html", context),
            "headers": {"From": sender(content), "List-Id": list_id(issue.letter)},
            "returns": True,
        }


def sender(content):
    """The name of the letter before the address of the portal."""
    return formataddr((one_line(content["from_name"], 100), parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))


def list_id(letter):
    return f"<{letter.slug}.{urlsplit(settings.SITE_URL).hostname}>"


def leave_address(subscriber):
    with translation.override(subscriber.language):
        return settings.SITE_URL + reverse("letter_leave", args=[subscriber.token])


def mail_to(issue, subscriber):
    address = leave_address(subscriber)
    mail = mail_of(issue, issue.content, of_subscriber(issue, subscriber), subscriber.language, address)
    return mail | {"to": subscriber.email, "unsubscribe": address}
