"""What is rarely asked for stands folded below its item, and nothing of it is lost."""

import pytest

from tools.data.checking import Problem
from tools.data.contents_page import parts
from tools.questions.registry import QUESTIONS
from tools.work import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice():
    return QUESTIONS["choice"]


def criteria(analysis, problems=()):
    work = actions.begin(analysis=analysis, author=None, example=analysis.examples[0])
    return next(part for part in parts(work.content_object, problems) if part.key == "criteria")


def test_rare_attributes_have_no_column_but_all_have_a_field(choice):
    part = criteria(choice)

    columns = [one.key for one in part.attributes]
    fields = [cell.attribute.key for cell in (*part.rows[0].cells, *part.rows[0].more)]
    assert columns == ["direction", "unit", "weight", "topic"]
    assert sorted(fields) == sorted(one.key for one in part.part.attributes)


def test_a_mistake_in_a_folded_field_opens_its_item_only(choice):
    part = criteria(choice, [Problem("Not a number.", "l-criteria-1-p")])

    assert [item.unfolded for item in part.rows[:3]] == [False, True, False]


def test_the_page_posts_folded_fields_too(client, choice):
    work = actions.begin(analysis=choice, author=None, example=choice.examples[0])

    page = client.get(work.data_address).content.decode()

    assert page.count('<tr class="folded">') == len(work.content["lists"]["criteria"])
    assert page.count('name="l-criteria-0-q"') == 1
