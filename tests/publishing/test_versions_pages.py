"""Versions on pages: previewed, read, cited, listed and restored by those who may, and by nobody else."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from library.models import Practice, Publication
from partners.models import Partner, Place, Post
from publishing import versions
from publishing.snapshot import taken
from publishing.states import State
from publishing.writing import WRITINGS
from tests.factories import make
from tests.house.sending import sent as filled
from workshops.models import Event, Transfer

pytestmark = pytest.mark.django_db
KINDS = [Practice, Publication, Place, Post, Event, Transfer]


@pytest.fixture
def organisation():
    return make(Partner, title_sl="Občina Ajdov Log", title_en="Municipality")


@pytest.fixture
def editor(make_user, organisation):
    person = make_user("urednica@example.org", name="Urša Urednica")
    organisation.memberships.create(user=person, role="editor")
    return person


@pytest.fixture
def dossier(organisation):
    """Two public versions and none open."""
    practice = make(Practice, title_sl="Prva para", title_en="First steam", organisation=organisation)
    dossier = versions.adopt(practice)
    practice.title_sl = "Druga para"
    practice.save()
    versions.catch_up(dossier)
    return dossier


@pytest.fixture
def draft(dossier, editor):
    draft = versions.open_version(dossier, by=editor)
    draft.content["title_sl"] = "Skrivna para"
    draft.save()
    versions.keep_title(draft.dossier, draft.content)
    return draft


def text_of(response):
    return response.content.decode()


def page(name, *arguments):
    return reverse(name, args=arguments)


# --- Preview ---


@pytest.mark.parametrize("model", KINDS)
def test_a_preview_is_drawn_in_the_page_of_its_kind(client, coordinator, model):
    draft = versions.begin(kind=model.kind, owner=None, by=coordinator, language="sl", title="Še nikjer")
    client.force_login(coordinator)

    response = client.get(page("preview", draft.dossier_id))

    assert (response.status_code, response.templates[0].name) == (200, WRITINGS[model.kind].template)
    assert text_of(response).count('<meta name="robots" content="noindex">') == 1
    assert text_of(response).count('<link rel="canonical"') == 0
    assert response.context["entry"].title_sl == "Še nikjer"


@pytest.mark.parametrize("model", KINDS)
def test_the_page_of_a_kind_is_the_template_of_its_preview(client, model):
    response = client.get(make(model).get_absolute_url())

    assert response.templates[0].name == WRITINGS[model.kind].template


def test_a_preview_shows_the_open_version_and_nothing_of_it_is_stored(client, editor, draft):
    client.force_login(editor)

    response = client.get(page("preview", draft.dossier_id))

    assert response.context["entry"].title_sl == "Skrivna para"
    assert Practice.objects.get().title_sl == "Druga para"


def test_a_preview_is_for_those_who_write_only(client, make_user, draft):
    address = page("preview", draft.dossier_id)
    asked = client.get(address)
    client.force_login(make_user())

    assert (asked.status_code, client.get(address).status_code) == (302, 404)


# --- One version ---


@pytest.mark.parametrize("model", KINDS)
def test_everybody_reads_a_version_that_was_public(client, model):
    dossier = versions.adopt(make(model, title_sl="Bila sem", title_en="I was"))

    response = client.get(page("version", dossier.pk, 1))

    assert (response.status_code, response.context["entry"].title_sl) == (200, "Bila sem")
    assert text_of(response).count("noindex") == 0


def test_an_old_version_leads_to_what_is_public_and_is_cited_by_its_own_address(client, dossier, settings):
    settings.SITE_URL = "https://portal.example.org"

    response = client.get(page("version", dossier.pk, 1))

    html = text_of(response)
    address = page("version", dossier.pk, 1)
    canonical = f"https://portal.example.org{dossier.entry.get_absolute_url()}"
    assert html.count(f'<link rel="canonical" href="{canonical}">') == 1
    assert (html.count("Prva para") > 0, html.count("Druga para")) == (True, 0)
    assert response.context["bar"]["replaced_by"] == 2
    assert html.split('id="citation">')[1].split("</p>")[0].endswith(address)


def test_the_newest_public_version_is_replaced_by_none(client, dossier):
    response = client.get(page("version", dossier.pk, 2))

    assert (response.context["bar"]["replaced_by"], response.context["bar"]["last"]) == (None, 2)


def test_a_draft_has_an_address_for_those_who_write_only(client, make_user, editor, draft):
    address = page("version", draft.dossier_id, draft.number)
    answers = [client.get(address).status_code]
    client.force_login(make_user())
    answers.append(client.get(address).status_code)
    client.force_login(editor)
    response = client.get(address)

    assert (answers, response.status_code) == ([404, 404], 200)
    assert text_of(response).count('<meta name="robots" content="noindex">') == 1


def test_versions_of_what_was_withdrawn_are_not_public_any_more(client, editor, dossier):
    dossier.entry.withdraw()
    addresses = [page("version", dossier.pk, 1), page("versions", dossier.pk), page("compare", dossier.pk)]

    to_all = [client.get(address).status_code for address in addresses]
    client.force_login(editor)
    to_editor = [client.get(address).status_code for address in addresses]

    assert (to_all, to_editor) == ([404] * 3, [200] * 3)


@pytest.mark.parametrize("tail", ["999/", "0/", "abc/", f"{10**20}/"])
def test_a_version_that_is_not_there_is_not_found(client, dossier, tail):
    assert client.get(page("versions", dossier.pk) + tail).status_code == 404


@pytest.mark.parametrize("name", ["versions", "compare"])
@pytest.mark.parametrize("pk", [0, 999, 10**20])
def test_versions_of_nothing_are_not_found(client, name, pk):
    assert client.get(page(name, pk)).status_code == 404


def test_a_version_names_no_neighbour_that_is_not_public(client):
    hidden = make(Partner, published=False, title_sl="Skrivnost", title_en="Secret")
    place = make(Place)
    make(Practice, published=False, place=place, title_sl="Skrivnost", title_en="Secret")
    pages = [versions.adopt(entry).pk for entry in (make(Practice, organisation=hidden), place)]

    shown = [text_of(client.get(page("version", pk, 1))) for pk in pages]

    assert [html.count("Skrivnost") for html in shown] == [0, 0]


# --- The list ---


def test_the_public_reads_the_versions_that_were_public_and_no_names(client, draft):
    response = client.get(page("versions", draft.dossier_id))

    html = text_of(response)
    assert [row["version"].number for row in response.context["rows"]] == [2, 1]
    assert [html.count(word) for word in ("Skrivna", "Urša", "urednica", "restore")] == [0, 0, 0, 0]
    assert response.context["organisation"] == "Občina Ajdov Log"


def test_those_who_write_read_every_version_and_who_did_what(client, editor, draft):
    client.force_login(editor)

    response = client.get(page("versions", draft.dossier_id))

    rows = response.context["rows"]
    assert [(row["version"].number, row["name"]) for row in rows] == [(3, "Urša Urednica"), (2, ""), (1, "")]
    assert [passage["name"] for passage in rows[0]["passages"]] == ["Urša Urednica"]
    assert [row["may_restore"] for row in rows] == [False, False, True]


def test_a_member_of_another_organisation_reads_what_the_public_reads(client, make_user, draft):
    other, person = make(Partner), make_user()
    other.memberships.create(user=person, role="representative")
    client.force_login(person)

    response = client.get(page("versions", draft.dossier_id))

    assert [row["version"].number for row in response.context["rows"]] == [2, 1]
    assert text_of(response).count("Urša") == 0


@pytest.mark.parametrize("items", [1, 4])
def test_the_list_asks_the_database_as_often_for_many_versions(
    client, editor, dossier, django_assert_max_num_queries, items
):
    for number in range(items):
        entry = dossier.entry
        entry.summary_sl = f"Povzetek {number}"
        entry.save()
        versions.catch_up(dossier)
    client.force_login(editor)

    with django_assert_max_num_queries(16):
        client.get(page("versions", dossier.pk))


# --- Restoring ---


def test_restoring_asks_first_and_then_opens_a_draft_with_the_old_content(client, editor, dossier):
    client.force_login(editor)
    address = page("restore_version", dossier.pk, 1)
    asked = client.get(address)
    before = dossier.versions.count()

    response = client.post(address)

    newest = dossier.versions.first()
    assert (asked.status_code, before) == (200, 2)
    assert (response.status_code, response.url) == (302, page("write", dossier.pk, "basics"))
    assert (newest.state, newest.content["title_sl"]) == (State.DRAFT, "Prva para")
    assert Practice.objects.get().title_sl == "Druga para"


def test_pressing_restore_twice_makes_one_draft_and_says_so(client, editor, dossier):
    client.force_login(editor)
    address = page("restore_version", dossier.pk, 1)
    client.post(address)

    response = client.post(address, follow=True)

    assert dossier.versions.count() == 3
    assert [message.level_tag for message in response.context["messages"]][-1] == "error"


@pytest.mark.parametrize("number", [2, 3])
def test_neither_what_is_public_nor_what_is_open_is_restored(client, editor, draft, number):
    client.force_login(editor)

    response = client.post(page("restore_version", draft.dossier_id, number))

    assert response.status_code == 404


def test_nobody_else_restores(client, make_user, dossier):
    address = page("restore_version", dossier.pk, 1)
    visitor = client.post(address)
    client.force_login(make_user())

    assert (visitor.status_code, client.post(address).status_code) == (302, 404)
    assert dossier.versions.count() == 2


# --- Files ---


@pytest.fixture
def with_files():
    """A publication whose public file was replaced; both are stored."""
    publication = make(Publication)
    publication.file.save("prva.pdf", ContentFile(b"prva"))
    dossier = versions.adopt(publication)
    publication.file.save("druga.pdf", ContentFile(b"druga"))
    versions.catch_up(dossier)
    return dossier


def sent(response):
    return b"".join(response).decode()


def test_each_version_keeps_its_own_file(client, with_files):
    files = [client.get(page("version_file", with_files.pk, number, "file")) for number in (1, 2)]

    assert [sent(file) for file in files] == ["prva", "druga"]
    assert [file["X-Content-Type-Options"] for file in files] == ["nosniff"] * 2


def test_the_page_of_a_version_leads_to_its_own_file(client, with_files):
    html = text_of(client.get(page("version", with_files.pk, 1)))

    assert html.count(f'href="{page("version_file", with_files.pk, 1, "file")}"') == 1


def test_the_file_of_a_draft_is_for_those_who_may_read_it(client, make_user, coordinator, with_files):
    draft = versions.open_version(with_files, by=coordinator)
    draft.content["file"] = default_storage.save("publications/tretja.pdf", ContentFile(b"tretja"))
    draft.save()
    address = page("version_file", with_files.pk, draft.number, "file")
    answers = [client.get(address).status_code]
    client.force_login(make_user())
    answers.append(client.get(address).status_code)
    client.force_login(coordinator)

    assert (answers, sent(client.get(address))) == ([404, 404], "tretja")


@pytest.mark.parametrize("field", ["title", "title_sl", "image", "nikamor", "content"])
def test_only_files_of_the_content_go_out(client, with_files, field):
    assert client.get(page("version_file", with_files.pk, 1, field)).status_code == 404


def test_a_file_has_no_widths_unless_it_is_a_picture(client, with_files):
    assert client.get(page("version_file_width", with_files.pk, 1, "file", 480)).status_code == 404


def test_a_picture_of_a_version_is_shown_in_its_widths(client, dossier):
    leading = versions.leading_of(dossier)
    leading.content |= {"image": "practices/a.webp", "image_width": 700, "image_height": 400, "image_alt_sl": "Cev"}
    leading.save()
    for name in ("a", "a-480"):
        default_storage.save(f"practices/{name}.webp", ContentFile(name.encode()))

    html = text_of(client.get(page("version", dossier.pk, 2)))
    narrow = client.get(page("version_file_width", dossier.pk, 2, "image", 480))
    odd = client.get(page("version_file_width", dossier.pk, 2, "image", 481))

    address = page("version_file", dossier.pk, 2, "image")
    assert html.count(f'src="{address}"') == 1
    assert html.count(f"{address}480/ 480w") == 1
    assert (sent(narrow), odd.status_code) == ("a-480", 404)


def test_a_file_that_is_lost_is_not_found(client, dossier):
    leading = versions.leading_of(dossier)
    leading.content["image"] = "../../etc/passwd"
    leading.save()

    assert client.get(page("version_file", dossier.pk, 2, "image")).status_code == 404


# --- The administration ---


def test_what_is_written_in_the_administration_becomes_a_version(client, coordinator):
    practice = make(Practice, title_sl="Prej", title_en="Before")
    client.force_login(coordinator)

    for step in ("withdraw", "publish"):
        client.post(reverse("admin:library_practice_changelist"), {"action": step, "_selected_action": [practice.pk]})

    dossier = versions.dossier_of(practice)
    states = [version.state for version in dossier.versions.all()]
    assert states == [State.PUBLISHED, State.REPLACED]
    assert [version.created_by for version in dossier.versions.all()] == [coordinator, None]


def test_a_draft_of_the_administration_gets_no_history(client, coordinator):
    practice = make(Practice, published=False)
    client.force_login(coordinator)

    client.post(reverse("admin:library_practice_changelist"), {"action": "withdraw", "_selected_action": [practice.pk]})

    assert versions.dossier_of(practice) is None


def test_deleting_in_the_administration_closes_the_history(client, coordinator, dossier):
    client.force_login(coordinator)
    address = reverse("admin:library_practice_delete", args=[dossier.object_id])

    client.post(address, {"post": "yes"})

    assert versions.leading_of(dossier).state == State.WITHDRAWN
    assert client.get(page("versions", dossier.pk)).status_code == 200


@pytest.mark.parametrize("name", ["dossier", "version", "review", "mail", "notice"])
def test_coordinators_look_at_what_the_portal_keeps_and_change_nothing(client, coordinator, dossier, name):
    client.force_login(coordinator)

    listed = client.get(reverse(f"admin:publishing_{name}_changelist"))
    added = client.get(reverse(f"admin:publishing_{name}_add"))

    assert (listed.status_code, added.status_code) == (200, 403)


def test_the_administration_shows_the_content_of_a_version(client, coordinator, dossier):
    client.force_login(coordinator)
    version = versions.leading_of(dossier)

    response = client.get(reverse("admin:publishing_version_change", args=[version.pk]))

    assert text_of(response).count("&quot;title_sl&quot;: &quot;Druga para&quot;") == 1


def test_reviewers_do_not_look_at_what_the_portal_keeps(client, make_user, dossier):
    client.force_login(make_user(group="Reviewers"))

    assert client.get(reverse("admin:publishing_version_changelist")).status_code == 403


def test_a_history_began_with_what_was_public_before_the_change(client, coordinator):
    practice = make(Practice, title_sl="Prej", title_en="Before")
    before = taken(practice)
    client.force_login(coordinator)
    address = reverse("admin:library_practice_change", args=[practice.pk])

    client.post(address, filled(client.get(address), title_sl="Potem"))

    newest, oldest = versions.dossier_of(practice).versions.all()
    assert (newest.content["title_sl"], newest.created_by) == ("Potem", coordinator)
    assert oldest.content == before
    assert timezone.now() >= newest.published_at
