"""Words of a text that are terms of the glossary: proposed to its author, never linked by themselves."""

import re

from catalogue.analysis import word_terms
from library.books.tree import parse
from library.models import Term

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CLOSED = {"heading", "link", "portal_link", "reference", "dead_link", "code", "code_block", "citation"}


def terms_in(text, language):
    """[(the words as they stand, the same as a link)] of the first place of each term that is not linked yet."""
    document = parse(text)
    linked = {node.data["target"] for node in document.walk() if node.kind == "portal_link"}
    plain = [node.text for node in open_text(document)]
    found = []
    for term in Term.objects.published().order_by("pk"):
        title, names = getattr(term, f"title_{language}"), {str(term.pk), term.external_id}
        if title and not names & linked and (words := first_place(forms_of(title), plain)):
            found.append((words, f"[{words}](term:{term.external_id or term.pk})"))
    return found


def open_text(node):
    """The text nodes in which a link may stand."""
    if node.kind == "text":
        yield node
    for child in node.children if node.kind not in CLOSED else ():
        yield from open_text(child)


def forms_of(title):
    return [set(word_terms(word.lower())) for word in WORD.findall(title)]


def first_place(wanted, texts):
    """The words of the first place where the words of a title stand one after another, in whatever form; or ""."""
    for text in texts if wanted else ():
        words = list(WORD.finditer(text))
        terms = [set(word_terms(word[0].lower())) for word in words]
        for place in range(len(words) - len(wanted) + 1):
            if all(one & other for one, other in zip(wanted, terms[place:], strict=False)):
                return text[words[place].start() : words[place + len(wanted) - 1].end()]
    return ""
