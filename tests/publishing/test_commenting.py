"""What is said about a version is kept and told, both or neither."""

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing import notices
from publishing.commenting import leave_comment
from publishing.models import Comment, Notice
from publishing.states import State
from publishing.versions import open_version
from tests.publishing.chapters import SL, dossier_for, make_chapter, rewrite

pytestmark = pytest.mark.django_db


def test_a_comment_is_told_to_those_who_work_on_it_but_not_to_who_said_it(people, written):
    version = written(State.SUBMITTED)

    leave_comment(version=version, by=people.representative, text=" Lepo. ")

    comment = Comment.objects.get()
    told = Notice.objects.filter(sentence="comment").values_list("person__name", "values__by", "values__comment")
    assert (comment.text, comment.author, comment.as_reviewer) == ("Lepo.", people.representative, False)
    assert list(told) == [("Editor", "Representative", " Lepo. ")]


def test_a_comment_that_cannot_be_told_is_not_kept(people, written, monkeypatch):
    version = written(State.SUBMITTED)
    monkeypatch.setattr(notices, "tell", lambda **given: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        leave_comment(version=version, by=people.representative, text="Lepo.")

    assert Comment.objects.count() == 0


# --- By section ---


@pytest.fixture
def chapter(people):
    """The dossier of a chapter with a comment on the whole, and on two of its sections."""
    dossier = dossier_for(make_chapter(people))
    for anchor in ("", "when", "how"):
        leave_comment(version=dossier.versions.get(), by=people.editor, text=f"O {anchor}", anchor=anchor)
    return dossier


def shown(client, dossier):
    groups = client.get(dossier.get_absolute_url()).context["comments"]
    return [(title, [comment["text"] for comment in comments]) for title, comments in groups]


def test_comments_stand_at_their_sections_in_the_order_of_the_text(client, people, chapter):
    client.force_login(people.editor)

    assert shown(client, chapter) == [("", ["O"]), ("Kako", ["O how"]), ("Kdaj", ["O when"])]
    assert Comment.objects.get(anchor="how").quote == "Kako Počasi."


def test_who_writes_reads_the_comments_that_still_wait(client, people, chapter):
    Comment.objects.filter(anchor="how").update(resolved_at=timezone.now(), resolved_by=people.editor)
    client.force_login(people.editor)
    version = open_version(chapter, by=people.editor)

    groups = client.get(reverse("write", args=[version.dossier_id, "text"])).context["comments"]

    assert [title for title, _comments in groups] == ["", "Kdaj"]


def test_a_comment_on_a_deleted_section_stands_apart_and_at_no_lookalike(client, people, chapter):
    client.force_login(people.editor)
    rewrite(chapter.entry, people.editor, body_sl=SL.replace("{#how}", "{#how-now}"))

    groups = shown(client, chapter)

    assert groups == [("", ["O"]), ("Kdaj", ["O when"]), ("Razdelka ni več", ["O how"])]


def test_one_chooses_the_section_and_a_lost_one_is_said_without_losing_the_comment(client, people, chapter):
    client.force_login(people.editor)
    address = reverse("comment", args=[chapter.pk])

    client.post(address, {"text": "Zakaj?", "anchor": "why"})
    refused = client.post(address, {"text": "Kje?", "anchor": "where"})

    form = refused.context["comment_form"]
    assert Comment.objects.filter(anchor="why", text="Zakaj?").count() == 1
    assert (list(form.errors), form["text"].value(), Comment.objects.count()) == (["anchor"], "Kje?", 4)


def test_a_comment_is_resolved_and_opened_again_and_stays_readable(client, people, chapter):
    client.force_login(people.representative)
    found = Comment.objects.get(anchor="how")
    address, states = reverse("comment_resolve", args=[found.pk]), []

    for do in ("resolve", "resolve", "reopen"):
        client.post(address, {"do": do})
        found.refresh_from_db()
        states.append((found.resolved_by, found.resolved_at is not None))

    assert states == [(people.representative, True)] * 2 + [(None, False)]
    assert ("Kako", ["O how"]) in shown(client, chapter)


@pytest.mark.parametrize("who", ["foreign", "member", "reviewer"])
def test_only_those_who_work_on_the_text_resolve_its_comments(client, people, chapter, who):
    client.force_login(getattr(people, who))
    found = Comment.objects.get(anchor="how")

    answer = client.post(reverse("comment_resolve", args=[found.pk]), {"do": "resolve"})

    found.refresh_from_db()
    assert (answer.status_code, found.resolved_at) == (404, None)
