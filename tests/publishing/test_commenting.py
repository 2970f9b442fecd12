"""What is said about a version is kept and told, both or neither."""

import pytest

from publishing import notices
from publishing.commenting import leave_comment
from publishing.models import Comment, Notice
from publishing.states import State

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
