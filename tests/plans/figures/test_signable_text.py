"""The text that is signed, and its hashes: P9."""

import unicodedata

import pytest

from plans.figures.signable_text import canonical_text, sha256_of_both, sha256_of_text, text_of
from tests.plans.figures.oracle import ORACLES

GIVEN = ORACLES["P9_hashes"]
TEXTS = {code: text_of(**given) for code, given in GIVEN["texts"].items()}


@pytest.mark.parametrize("code", ["sl", "en"])
def test_text_for_signing_has_one_form_and_one_hash(code):
    text = TEXTS[code]

    assert (text, len(text.encode()), sha256_of_text(text)) == (
        GIVEN["canonical"][code],
        GIVEN["bytes"][code],
        GIVEN[f"sha_{code}"],
    )


def test_both_texts_have_one_hash_together():
    assert sha256_of_both({code: sha256_of_text(text) for code, text in TEXTS.items()}) == GIVEN["sha"]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "  \n").replace("\n\n", "\n\n\n \n"),
        lambda text: f"\n\n{text}\n \n",
    ],
    ids=["decomposed č", "line ends of Windows", "blanks and blank lines", "lines around it"],
)
def test_form_of_the_letters_and_blanks_changes_no_hash(change):
    assert canonical_text(change(TEXTS["sl"])) == TEXTS["sl"]


def test_one_letter_changes_the_hash():
    changed = canonical_text(TEXTS["sl"].replace("vsaki", "vsake"))

    assert sha256_of_text(changed) == GIVEN["one_letter_changed_sl"] != GIVEN["sha_sl"]
