"""How labels lead on to what is said of them."""

import pytest

from catalogue.templatetags.portal import led_on


@pytest.mark.parametrize(
    ("label", "shown"), [("Ime", "Ime:"), ("Ali boste na kosilu?", "Ali boste na kosilu?"), ("Soglašam.", "Soglašam.")]
)
def test_a_label_gets_a_colon_unless_it_ends_by_itself(label, shown):
    assert led_on(label) == shown
