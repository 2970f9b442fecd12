"""The Slovenian interface is whole: nothing untranslated, nothing in English by mistake, four plural forms."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import polib
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from library.models import Practice
from tests.factories import make

ROOT = settings.BASE_DIR
CATALOGUE = ROOT / "locale/sl/LC_MESSAGES/django.po"
TEMPLATES = sorted(str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html"))
# Names of fields, of things and codes of languages are the same in every language.
FILES = (".ics", ".zip")  # addresses that end like a file
SAME_IN_BOTH = {"MER", "portal", "MER portal", "EUR", "DOI", "ISBN", "PNG", "SVG", "article"}
# Pages whose words are not for readers, or that hold both languages themselves.
OWN_WORDS = {"500.html", "components/gallery.html"}
VISIBLE_ATTRIBUTES = {"aria-label", "alt", "title", "placeholder", "data-copied"}
PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[#0\- +]*\d*(?:\.\d+)?[sdfrxc]")


@pytest.fixture(scope="module")
def messages():
    return polib.pofile(str(CATALOGUE), check_for_duplicates=True)


def test_no_message_is_untranslated(messages):
    assert [entry.msgid for entry in messages.untranslated_entries()] == []


def test_no_message_is_fuzzy_or_obsolete(messages):
    assert [entry.msgid for entry in messages if entry.fuzzy or entry.obsolete] == []
    assert messages.metadata_is_fuzzy is None or not messages.metadata_is_fuzzy


def test_the_catalogue_says_its_language_and_its_plural_rule(messages):
    rule = messages.metadata["Plural-Forms"].replace(" ", "")

    assert messages.metadata["Language"] == "sl"
    assert rule.startswith("nplurals=4;plural=(n%100==1?0:n%100==2?1:n%100==3||n%100==4?2:3)")


def test_every_message_with_a_count_has_four_different_or_equal_forms(messages):
    plural = [entry for entry in messages if entry.msgid_plural]

    assert plural != []
    assert [entry.msgid for entry in plural if sorted(entry.msgstr_plural) != [0, 1, 2, 3]] == []


def placeholders(text):
    return sorted(name or match for match, name in ((m.group(0), m.group(1)) for m in PLACEHOLDER.finditer(text)))


def test_every_translation_keeps_the_placeholders(messages):
    formatted = [entry for entry in messages if {"python-format", "python-brace-format"} & set(entry.flags)]
    wrong = []
    for entry in formatted:
        # a plural form may leave the number out where it says it in words; it may not invent a name
        allowed = set(placeholders(entry.msgid)) | set(placeholders(entry.msgid_plural))
        forms = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        for form in forms:
            found = set(placeholders(form))
            if not found <= allowed or (not entry.msgid_plural and found != allowed):
                wrong.append((entry.msgid, form))

    assert wrong == []


def test_every_translation_keeps_its_spaces_and_what_announces_more(messages):
    def edges(text):
        return text[:1].isspace(), text[-1:].isspace(), text.rstrip()[-1:] in ":?…"

    pairs = [(entry.msgid, entry.msgstr) for entry in messages if not entry.msgid_plural and entry.msgstr]

    assert [pair for pair in pairs if edges(pair[0]) != edges(pair[1])] == []


def test_translations_use_slovenian_quotation_marks(messages):
    texts = [form for entry in messages for form in (entry.msgstr, *entry.msgstr_plural.values())]

    assert [text for text in texts if "”" in text or ("“" in text and "„" not in text)] == []


def test_no_two_addresses_are_the_same(messages):
    addresses = [entry.msgstr for entry in messages if entry.msgctxt == "address"]

    assert sorted(set(addresses)) == sorted(addresses)


@pytest.mark.parametrize(
    ("name", "arguments", "address"),
    [
        ("home", [], "/sl/"),
        ("catalogue", [], "/sl/katalog/"),
        ("practice_list", [], "/sl/dobre-prakse/"),
        ("practice", ["a-b"], "/sl/dobre-prakse/a-b/"),
        ("account_login", [], "/sl/racun/login/"),
    ],
)
def test_addresses_are_slovenian(name, arguments, address):
    with translation.override("sl"):
        assert reverse(name, args=arguments) == address


@pytest.mark.parametrize(
    "entry",
    [entry for entry in polib.pofile(str(CATALOGUE)) if entry.msgctxt == "address"],
    ids=lambda entry: entry.msgid,
)
def test_every_translated_address_is_plain_and_keeps_its_parts(entry):
    converter, ending = re.compile(r"<[a-z:]+>"), next((end for end in FILES if entry.msgid.endswith(end)), "/")

    assert re.sub(converter, "x", entry.msgstr).removesuffix(ending).replace("/", "").replace("-", "").isalnum()
    assert entry.msgstr.isascii()
    assert converter.findall(entry.msgstr) == converter.findall(entry.msgid)
    assert (entry.msgstr.count("/"), entry.msgstr.endswith(ending)) == (entry.msgid.count("/"), True)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 zapisov"),
        (1, "1 zapis"),
        (2, "2 zapisa"),
        (3, "3 zapisi"),
        (4, "4 zapisi"),
        (5, "5 zapisov"),
        (11, "11 zapisov"),
        (100, "100 zapisov"),
        (101, "101 zapis"),
        (102, "102 zapisa"),
        (103, "103 zapisi"),
        (111, "111 zapisov"),
    ],
)
def test_slovenian_counts_in_four_forms(number, said):
    with translation.override("sl"):
        text = ngettext("%(number)s entry", "%(number)s entries", number) % {"number": number}

    assert text == said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "sl", "en"), [(1, "1 zapis", "1 entry"), (2, "2 zapisa", "2 entries"), (3, "3 zapisi", "3 entries")]
)
def test_the_catalogue_counts_in_both_languages(client, number, sl, en):
    for _ in range(number):
        make(Practice)

    pages = [client.get(address).content.decode() for address in ("/sl/katalog/", "/en/catalogue/")]

    said = [re.findall(r'<p class="results-count" data-announce tabindex="-1">(.*?)</p>', page) for page in pages]
    assert said == [[sl], [en]]


def test_collecting_the_messages_anew_finds_none_that_is_missing(tmp_path, messages):
    assert shutil.which("xgettext"), "This test needs gettext: apt-get install gettext"
    copy = tmp_path / "copy"
    left_out = shutil.ignore_patterns(
        ".*", "var", "tests", "benchmarks", "static", "content", "__pycache__", "test-results"
    )
    shutil.copytree(ROOT, copy, ignore=left_out)
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "x" * 64, "DATABASE_URL": "sqlite://:memory:"}
    options = ["--locale", "sl", "--add-location", "file", "--no-wrap", "--no-obsolete"]

    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *options],
        cwd=copy,
        env=environment,
        check=True,
        capture_output=True,
        timeout=300,
    )

    def keys(catalogue):
        return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue}

    anew = polib.pofile(str(copy / "locale/sl/LC_MESSAGES/django.po"))
    assert keys(anew) - keys(messages) == set()
    assert keys(messages) - keys(anew) == set()


def read(template):
    return (ROOT / "templates" / template).read_text(encoding="utf-8")


class VisibleText(HTMLParser):
    """Collects what a reader sees: text between tags and the attributes that are read out."""

    def __init__(self):
        super().__init__()
        self.found, self.silent = [], 0

    def handle_starttag(self, tag, attributes):
        self.silent += tag in ("script", "style")
        self.found += [value for name, value in attributes if name in VISIBLE_ATTRIBUTES and value]
        if tag == "meta" and dict(attributes).get("name") == "description":
            self.found.append(dict(attributes).get("content") or "")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.silent:
            self.found.append(data)


def visible_words(source):
    """Texts with at least one word of two letters that stand outside the tags of the template language."""
    source = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", source, flags=re.DOTALL)
    source = re.sub(r"{%\s*blocktrans.*?endblocktrans(?:late)?\s*%}", "\x00", source, flags=re.DOTALL)
    source = re.sub(r"{%.*?%}|{{.*?}}", "\x00", source, flags=re.DOTALL)
    source = re.sub(r"<[^>]*>", lambda tag: re.sub("\x00+", "x", tag.group()), source)
    parser = VisibleText()
    parser.feed(source)
    parts = [part.strip(" \n\t–·|/,:;()×…") for text in parser.found for part in text.split("\x00")]
    return [part for part in parts if re.search(r"[^\W\d_]{2}", part)]


def test_no_template_shows_words_that_cannot_be_translated():
    found = {name: set(visible_words(read(name))) - SAME_IN_BOTH for name in TEMPLATES if name not in OWN_WORDS}

    assert {name: words for name, words in found.items() if words} == {}


def test_the_search_for_untranslatable_words_finds_some():
    source = '<p title="Close">Hello {{ name }}</p>{% translate "Fine" %}<b>{% if x %}Yes{% endif %}</b> MER'

    assert sorted(visible_words(source)) == ["Close", "Hello", "MER", "Yes"]


@pytest.mark.parametrize("path", sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("static/js/**/*.js")))
def test_no_script_shows_words_of_its_own(path):
    source = (ROOT / path).read_text(encoding="utf-8")

    assert (
        re.findall(r"""(?:textContent|innerText|innerHTML|title|ariaLabel)\s*=\s*["'`][^"'`]*[^\W\d_]{2}""", source)
        == []
    )
