"""Two people approve, begin or withdraw at once: one edition, and the other person is told."""

import pytest

from library.editions.steps import begin, take
from library.models import Edition
from publishing.versions import adopt, leading_of
from publishing.workflow import take as take_version
from tests.library.conftest import bring_to
from tests.publishing.test_two_at_once import WON, at_once, standing_rows  # noqa: F401  a fixture, used by its name

State = Edition.State
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("standing_rows")]


@pytest.fixture
def proposed(standing_rows, people, book, quick_pdf):  # noqa: F811  the fixture of that name
    return bring_to(people, book, State.PROPOSED)


def test_two_approvals_at_once_make_one_edition(people, proposed):
    approvers = (people.representative, people.coordinator)

    found = at_once(*(lambda by=by: take(step="approve", edition=proposed, by=by) for by in approvers))

    assert sorted(found) == ["Overtaken", WON]
    assert Edition.objects.get().state == State.APPROVED


def test_two_who_begin_at_once_make_one_draft(people, book, quick_pdf):
    for chapter in book.chapters.all():
        adopt(chapter)

    found = at_once(*(lambda by=by: begin(book=book, by=by) for by in (people.editor, people.coordinator)))

    assert sorted(found) == ["Overtaken", WON]
    assert Edition.objects.count() == 1


def test_a_chapter_withdrawn_at_once_is_either_in_an_edition_or_hinders_it(people, book, proposed):
    leading = leading_of(adopt(book.chapters.get(order=2)))

    found = at_once(
        lambda: take(step="approve", edition=proposed, by=people.representative),
        lambda: take_version(step="withdraw", version=leading, by=people.coordinator, comment="Ni več res."),
    )

    assert found[1] == WON
    assert (found[0], Edition.objects.get().state) in [(WON, State.APPROVED), ("Refused", State.PROPOSED)]
