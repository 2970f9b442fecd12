"""Content never changes: each step gives a new one, in which lists and tables fit together."""

from dataclasses import FrozenInstanceError

import pytest

from tools.data.content import Content, blank
from tools.questions.registry import QUESTIONS

CHOICE = QUESTIONS["choice"]
DEMATEL = QUESTIONS["dematel"]


def comparison():
    lists = {"alternatives": [{"name": name} for name in "ABC"], "criteria": [{"name": "Cost"}, {"name": "Noise"}]}
    return Content(CHOICE, {"lists": lists, "tables": {"values": [[1, 2], [3, 4], [5, 6]]}})


def influence():
    lists = {"factors": [{"name": name} for name in "XYZ"], "experts": [{"name": "Ana"}, {"name": "Bor"}]}
    layer = [[None, 1, 2], [3, None, 4], [5, 6, None]]
    return Content(DEMATEL, {"lists": lists, "tables": {"influence": [layer, [[None] * 3] * 3]}})


def test_content_has_every_list_and_table_in_its_size_and_nothing_else():
    given = {"lists": {"alternatives": [{"name": "A", "odd": 1}], "odd": []}, "tables": {"values": [[1, 2], [3]]}}

    content = Content(CHOICE, given)

    assert list(content.data) == ["lists", "tables"]
    assert content.lists == {"alternatives": [blank(CHOICE.listing("alternatives")) | {"name": "A"}], "criteria": []}
    assert content.tables == {"values": [[]]}


def test_content_cannot_be_changed_and_shares_nothing_with_what_was_given():
    given = {"lists": {"alternatives": [{"name": "A"}], "criteria": [{"name": "Cost"}]}, "tables": {"values": [[1]]}}
    content = Content(CHOICE, given)

    given["lists"]["alternatives"][0]["name"] = "B"
    given["tables"]["values"][0][0] = 2
    with pytest.raises(FrozenInstanceError):
        content.data = {}

    assert (content.names("alternatives"), content.tables["values"]) == (["A"], [[1]])


def test_fitting_twice_is_fitting_once():
    for question in QUESTIONS.values():
        for example in question.examples:
            content = Content.of_example(question, example)
            assert Content(question, content.data) == content


def test_a_row_more_and_a_row_less_leave_the_content_as_it_was():
    before = comparison()

    more, less = before.with_row("criteria"), before.without_row("alternatives", 1)

    assert before == comparison()
    assert more.tables["values"] == [[1, 2, None], [3, 4, None], [5, 6, None]]
    assert (less.names("alternatives"), less.tables["values"]) == (["A", "C"], [[1, 2], [5, 6]])


def test_there_is_no_row_beyond_the_end_and_none_more_than_the_list_takes():
    full = comparison()
    while (longer := full.with_row("criteria")) != full:
        full = longer

    assert len(full.lists["criteria"]) == CHOICE.listing("criteria").most
    assert full.without_row("criteria", 999) is full
    assert full.without_row("criteria", -1) is full


def test_a_factor_takes_its_row_and_its_column_along_and_an_expert_the_layer():
    content = influence()

    assert content.without_row("factors", 0).tables["influence"][0] == [[None, 4], [6, None]]
    assert content.without_row("experts", 0).tables["influence"] == [[[None] * 3] * 3]
    turned = content.rearranged("factors", [2, None, 0])
    assert turned.names("factors") == ["Z", "", "X"]
    assert turned.tables["influence"][0] == [[None, None, 5], [None, None, None], [2, None, None]]


def test_only_rows_that_were_never_filled_in_go():
    content = comparison().with_row("alternatives").with_row("alternatives").with_row("criteria")
    content = content.changed(tables={"values": [*content.tables["values"][:3], [None, 7, None]]})

    tidied = content.without_empty_rows()

    assert tidied.names("alternatives") == ["A", "B", "C", ""]
    assert tidied.names("criteria") == ["Cost", "Noise"]
    assert tidied.tables["values"][3] == [None, 7]


def test_an_example_begins_with_its_data_and_nothing_with_a_few_empty_rows():
    empty = Content.empty(CHOICE)

    assert {key: len(items) for key, items in empty.lists.items()} == {"alternatives": 3, "criteria": 3}
    assert empty.without_empty_rows().lists == {"alternatives": [], "criteria": []}
    assert [empty.is_empty(table) for table in CHOICE.tables] == [True]
