"""Versions of guidelines, each on the page of the guidelines themselves."""

import pytest
from django.urls import reverse

from publishing import versions
from publishing.keeping import Sent
from publishing.saving_drafts import save_draft

pytestmark = pytest.mark.django_db


def test_an_old_version_and_a_draft_of_guidelines_are_read_as_the_guidelines_are(client, people, book):
    version = versions.open_version(versions.adopt(book), by=people.editor)
    save_draft(version=version, by=people.editor, sent={"title": Sent("title_sl", "Novi vodnik")})
    client.force_login(people.editor)

    old = client.get(reverse("version", args=[version.dossier_id, 1]))
    preview = client.get(reverse("preview", args=[version.dossier_id]))

    assert [page.status_code for page in (old, preview)] == [200, 200]
    assert ["Novi vodnik" in page.text for page in (old, preview)] == [False, True]


def test_new_guidelines_are_previewed_before_they_have_an_address(client, people):
    version = versions.begin(kind="guideline", owner=people.own, by=people.editor, language="sl", title="Vodnik")
    client.force_login(people.editor)

    assert client.get(reverse("preview", args=[version.dossier_id])).status_code == 200
