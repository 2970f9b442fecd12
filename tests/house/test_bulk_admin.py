"""“Import entries” in the administration: who may, what a preview says, and that only a confirmed file is imported."""

import io
import re
import tempfile
import time

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core import signing
from django.urls import reverse
from django.utils import translation

from catalogue.bulk import COLUMNS
from catalogue.bulk import pending_upload as keeping
from catalogue.filing import agreement
from catalogue.limits import MOST_TABLE_BYTES
from catalogue.models import Card, Topic
from library.models import Practice, Publication
from tests.factories import make

pytestmark = pytest.mark.django_db
HEADER = "external_id,kind,language,title,summary,country,topics"
GOOD = "praksa-1,practice,sl,Toplarna <b>na</b> sekance,Povzetek,SI,"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Where uploads lie between the preview and the confirmation."""
    settings.MEDIA_ROOT = tmp_path
    own = tmp_path / keeping.FOLDER
    own.mkdir()
    return own


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def staff(client, coordinator):
    client.force_login(coordinator)
    return client


def page():
    return reverse("import_entries")


def upload(client, *lines, name="vnosi.csv", **choices):
    file = io.BytesIO("\n".join([HEADER, *lines]).encode())
    file.name = name
    return client.post(page(), {"file": file, **choices})


def confirm(client, previewed):
    return client.post(page(), {"token": previewed.context["preview"]["token"]}, follow=True)


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def errors_of(response):
    return [str(error) for error in response.context["form"].errors.get("file", [])]


# --- Who may ---


def test_a_visitor_is_asked_to_sign_in(client):
    assert [client.get(reverse(name)).status_code for name in ("import_entries", "import_template")] == [302, 302]


def test_a_person_without_the_administration_is_asked_to_sign_in(client, make_user):
    client.force_login(make_user())

    assert [client.get(page()).status_code, upload(client, GOOD).status_code] == [302, 302]
    assert Practice.objects.count() == 0


def test_a_reviewer_may_not_import(client, make_user):
    client.force_login(make_user("recenzent@example.org", group="Reviewers"))

    answers = [client.get(page()), upload(client, GOOD), client.get(reverse("import_template"))]

    assert [response.status_code for response in answers] == [403, 403, 403]
    assert client.get(reverse("admin:index")).content.decode().count(page()) == 0


def test_a_coordinator_finds_the_page_on_the_first_page_and_above_every_list(staff):
    addresses = ["admin:index", "admin:library_practice_changelist", "admin:partners_place_changelist"]

    assert [staff.get(reverse(name)).content.decode().count(f'href="{page()}"') for name in addresses] == [1, 1, 1]


def test_who_may_import_one_kind_imports_that_kind_only(client, make_user):
    user = make_user(is_staff=True)
    names = ["add_practice", "change_practice", "publish_practice"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)

    previewed = upload(client, GOOD, "pub-1,publication,sl,Knjiga,,,", "p-2,practice,sl,X,,,Nova", create_topics="on")

    assert [str(fault) for fault in previewed.context["preview"]["faults"]] == [
        "line 3: kind: you may not import entries of the kind “publication”",
        "line 4: topics: nobody knows the topics “Nova”",
    ]
    confirm(client, previewed)
    assert (Practice.objects.count(), Publication.objects.count(), Topic.objects.count()) == (1, 0, 0)


def test_who_may_not_publish_imports_drafts(client, make_user):
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["add_practice", "change_practice"]))
    client.force_login(user)

    confirm(client, upload(client, GOOD, draft=""))

    assert (Practice.objects.get().status, Card.objects.count()) == ("draft", 0)


# --- Preview and confirmation ---


def test_a_preview_says_what_would_happen_and_writes_nothing(staff):
    make(Practice, external_id="stara", title_sl="Stara", title_en="Old")
    make(Practice, external_id="enaka", title_sl="Enaka", title_en="Same")
    lines = [GOOD, "stara,practice,sl,Nova,,,", "enaka,practice,sl,Enaka,,,", "p-9,practice,sl,X,,XX,"]

    response = upload(staff, *lines)

    preview = response.context["preview"]
    assert [(row["lines"], row["outcome"], row["external_id"]) for row in preview["rows"]] == [
        ([2], "new", "praksa-1"),
        ([3], "changed", "stara"),
        ([4], "unchanged", "enaka"),
    ]
    assert [str(fault) for fault in preview["faults"]] == ["line 5: country: “XX” is no country"]
    assert vars(preview["report"]) == {"rows": 4, "faulty": 1, "new": 1, "changed": 1, "unchanged": 1}
    assert (Practice.objects.count(), Practice.objects.filter(title_sl="Nova").count()) == (2, 0)


def test_what_is_confirmed_is_imported_and_noted(staff, coordinator, folder):
    response = confirm(staff, upload(staff, GOOD, "p-9,practice,sl,X,,XX,"))

    practice = Practice.objects.get()
    assert messages_of(response) == ["New entries: 1. Changed: 0. Unchanged: 0. Faulty rows left out: 1."]
    assert (practice.title_sl, practice.status) == ("Toplarna <b>na</b> sekance", "published")
    assert practice.history.get().history_user == coordinator
    assert [(entry.user, entry.object_repr, entry.change_message) for entry in LogEntry.objects.all()] == [
        (coordinator, "Import: vnosi.csv", "1 new, 0 changed, 0 unchanged, 1 faulty")
    ]
    assert (list(folder.iterdir()), list(agreement.disagreements())) == ([], [])
    assert staff.get(reverse("admin:index")).status_code == 200


def test_a_coordinator_may_import_drafts_and_make_topics(staff):
    confirm(staff, upload(staff, GOOD + "Mokrišča", draft="on", create_topics="on"))

    assert (Practice.objects.get().status, Topic.objects.get().slug) == ("draft", "mokrisca")


def test_another_node_with_folders_of_its_own_hears_the_confirmation(staff, tmp_path, monkeypatch):
    previewed = upload(staff, GOOD)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "of-another-node"))

    confirm(staff, previewed)

    assert Practice.objects.count() == 1


def test_a_second_click_at_the_same_moment_imports_nothing(staff, monkeypatch):
    previewed = upload(staff, GOOD)
    monkeypatch.setattr("catalogue.files.removing.PortalStorage.delete", lambda storage, name: None)

    answers = [messages_of(confirm(staff, previewed)) for _click in range(2)]

    assert (Practice.history.count(), "already done" in answers[1][0]) == (1, True)


def test_a_second_click_imports_nothing(staff):
    previewed = upload(staff, GOOD)

    answers = [messages_of(confirm(staff, previewed)) for _click in range(2)]

    assert answers[1] == ["This import is already done, or its preview is older than an hour. Choose the file anew."]
    assert Practice.history.count() == 1


def test_another_persons_forged_or_old_token_imports_nothing(staff, admin, client, monkeypatch):
    token = upload(staff, GOOD).context["preview"]["token"]
    later = time.time() + keeping.HOUR + 60
    forged = signing.dumps({"name": "../../etc/passwd", "user": admin.pk}, salt="another")

    client.force_login(admin)
    for sent in (token, forged, "x", ""):
        client.post(page(), {"token": sent})
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: later)
        expired = keeping.taken(token, admin)

    assert (expired, Practice.objects.count()) == (None, 0)


def test_what_nobody_confirmed_goes_with_the_next_upload_after_an_hour(staff, folder, monkeypatch):
    upload(staff, GOOD)
    monkeypatch.setattr(keeping, "HOUR", -1)

    upload(staff, GOOD)

    assert len(list(folder.iterdir())) == 1


def test_an_upload_is_readable_by_nobody_else(staff, folder):
    upload(staff, GOOD)

    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]


# --- Refusals ---


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"x", "vnosi.xlsx", "Choose a CSV or JSON Lines file; a spreadsheet can be saved as CSV."),
        (b"PK\x03\x04\x14\0\x06\0", "vnosi.csv", "This is not a text file. Save it as CSV or JSON Lines."),
        (b"", "vnosi.csv", "The submitted file is empty."),
        (HEADER.encode(), "vnosi.csv", "The file holds no rows."),
        (b"a,b\n", "vnosi.csv", None),
        (
            b"x" * (MOST_TABLE_BYTES + 1),
            "vnosi.csv",
            "The file is larger than 5 MB. Larger ones are imported on the server.",
        ),
        (
            (HEADER + "\n" + "a,practice,sl,X,,,\n" * 5001).encode(),
            "vnosi.csv",
            "The file has more than 5000 rows.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(staff, folder, content, name, said):
    file = io.BytesIO(content)
    file.name = name

    response = staff.post(page(), {"file": file})

    assert (response.status_code, len(errors_of(response)), list(folder.iterdir())) == (200, 1, [])
    assert said in (None, *errors_of(response))


def test_a_file_of_nothing_but_faults_cannot_be_confirmed(staff, folder):
    response = upload(staff, "p-9,practice,sl,X,,XX,")

    assert (response.context["preview"]["token"], list(folder.iterdir())) == ("", [])


# --- The page itself ---


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_page_needs_no_script_and_escapes_what_the_file_says(staff, language):
    with translation.override(language):
        text = upload(staff, GOOD, "<i>,<i>,<i>,<i>,,<i>,<i>").content.decode()

    assert re.findall(r"<b>na|<i>|\sstyle=|\son[a-z]+=", text) == []
    assert text.count("&lt;b&gt;na&lt;/b&gt;") == 1


def test_the_file_to_begin_with_is_accepted_as_it_is(staff):
    content = staff.get(reverse("import_template")).content

    assert content.decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
    file = io.BytesIO(content)
    file.name = "entries.csv"
    assert errors_of(staff.post(page(), {"file": file})) == ["The file holds no rows."]
