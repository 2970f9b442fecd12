"""The files of the search: terms in their shards, entries as steps, forms grouped by their stem."""

import pytest

from catalogue.archive.checking import unpacked
from catalogue.archive.forms import by_letters, endings, letters_of, with_endings
from catalogue.archive.shards import base36, fnv1a, packed, places, steps


@pytest.mark.parametrize(("text", "value"), [("", 0x811C9DC5), ("a", 0xE40C292C), ("foobar", 0xBF9CF968)])
def test_shards_are_chosen_by_fnv1a(text, value):
    assert fnv1a(text) == value


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (35, "z"), (36, "10"), (1295, "zz")])
def test_numbers_are_written_in_base_36(number, text):
    assert base36(number) == text


def test_entries_of_a_term_are_steps_with_where_it_stands():
    entries = [3 << 4 | 1, 40 << 4 | 5, 41 << 4 | 15]

    assert packed(entries) == "A3E11O1"
    assert unpacked("A3E11O1") == {3, 40, 41}
    assert steps([3, 40, 41]) == "3 11 1"


def test_where_a_term_stands_is_told_by_the_index():
    stored = {"park": "ad", "zelen": "b", "about_park": "", "about_voda": "", "kind_practice": "", "title_park": ""}

    assert places(stored) == {"park": 1 | 4 | 8, "zelen": 2, "voda": 8}


def test_forms_of_the_same_terms_share_their_stem():
    table = {"streha": {"streha"}, "strehe": {"streha"}, "strehi": {"streha"}, "sol": {"sola", "sol"}}

    assert by_letters(table) == {"so": ["sol||sol sola"], "st": ["streh|a,e,i|streha"]}


@pytest.mark.parametrize(("form", "letters"), [("park", "pa"), ("a", "a_"), ("2d", "2d"), ("дом", "__"), ("aя", "__")])
def test_forms_lie_in_files_by_two_letters(form, letters):
    assert letters_of(form) == letters


def test_a_lemma_that_no_dictionary_has_is_bent_like_the_others():
    assert {"zgledovke", "zgledovki", "zgledovko"} <= {*with_endings(["zgledovka"])}
    assert 20 < sum(map(len, endings().values())) <= 120
