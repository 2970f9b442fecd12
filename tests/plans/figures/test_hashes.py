"""The fingerprint of a version: P9."""

from plans.figures.hashes import canonical, content_sha256
from publishing.merging import bare
from tests.plans.figures.oracle import ORACLES

GIVEN = ORACLES["P9_hashes"]["version_content"]


def test_fingerprint_of_a_version_leaves_out_marks():
    content = bare(GIVEN["content"])

    assert (canonical(content), content_sha256(content)) == (GIVEN["canonical"], GIVEN["sha256"])


def test_order_of_keys_does_not_matter_and_one_letter_does():
    one = content_sha256({"a": "vsaki", "b": [1]})

    assert content_sha256({"b": [1], "a": "vsaki"}) == one
    assert content_sha256({"a": "vsake", "b": [1]}) != one
