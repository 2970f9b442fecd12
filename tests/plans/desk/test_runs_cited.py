"""Where evidence names an analysis: by its title where it is public, never by that of a private one."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from plans.forms import RunField
from tests.factories import make_run
from tools.runs import publishing

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(people):
    return make_run(
        analysis="importance", example="town-centre", title="Zaupno", author=people.editor, organisation=people.own
    )


def test_a_public_analysis_is_shown_and_taken_by_its_title(run):
    entry = publishing.publish(run=run)
    field = RunField()

    shown = field.prepare_value(run.pk)

    assert shown == str(entry)
    assert [field.clean(text) for text in (shown, run.slug, run.get_absolute_url())] == [run.pk] * 3


def test_a_private_one_that_stands_stays_without_its_title(run):
    field = RunField()
    field.standing = run.pk
    with translation.override("sl"):
        shown = field.prepare_value(run.pk)

    with translation.override("en"):
        taken = [field.clean(text) for text in (shown, run.slug)]

    assert (shown, taken) == (f"Ni javno: {run.slug}", [run.pk] * 2)


def test_a_private_one_is_not_named_anew(run):
    with pytest.raises(ValidationError):
        RunField().clean(run.slug)
