"""The map of Europe is drawn once for each language, until the catalogue changes."""

import pytest
from django.urls import reverse
from django.utils import translation

from partners.models import Partner
from tests.factories import make

pytestmark = pytest.mark.django_db
KOPER = {"latitude": 45.55, "longitude": 13.73, "city_sl": "Koper", "city_en": "Koper", "country": "SI"}


def test_a_change_is_on_the_map_at_once(client):
    partner = make(Partner, title_sl="Občina Koper", **KOPER)
    before = client.get(reverse("map")).content.decode()

    partner.withdraw()

    after = client.get(reverse("map")).content.decode()
    assert ("Občina Koper" in before, "Občina Koper" in after) == (True, False)


def test_each_language_has_its_own_map(client):
    make(Partner, title_sl="Občina Koper", title_en="City of Koper", **KOPER)

    shown = {}
    for code in ("sl", "en", "sl"):
        with translation.override(code):
            shown[code] = client.get(reverse("map")).content.decode()

    assert ("Občina Koper" in shown["sl"], "City of Koper" in shown["en"]) == (True, True)
    assert "Občina Koper" not in shown["en"]


def test_a_map_that_is_drawn_asks_for_the_version_alone(client, django_assert_num_queries):
    make(Partner, **KOPER)
    client.get(reverse("map"))

    with django_assert_num_queries(1):
        client.get(reverse("map"))
