"""What changed between two texts."""

import time
from random import Random

import pytest

from publishing.diff import words

OLD = "Four companies share the waste heat."
PAIRS = [
    ("", ""),
    ("", "new"),
    ("old", ""),
    (OLD, OLD),
    (OLD, "Five companies share waste heat of one of them."),
    ("a\n\nb\r\nc", "a\nb\nc\n"),
    ("cafe\u0301 čšž 👩‍🔧", "cafe čšž 👩‍🔧!"),
    ("<b>&amp;</b>", "<i>&</i>"),
    (OLD * 400, OLD * 200 + "\n" + OLD * 300),
    ((OLD + "\n") * 3000, "Before\n" + (OLD + "\n") * 2900),
]


def side(pieces, other):
    return "".join(text for op, text in pieces if op != other)


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_both_texts_can_be_read_from_the_pieces(old, new):
    pieces = words(old, new)

    assert (side(pieces, "insert"), side(pieces, "delete")) == (old, new)


def test_a_changed_word_is_named_and_the_rest_stays():
    pieces = words("Four companies share heat.", "Five companies share heat.")

    assert pieces == [("delete", "Four"), ("insert", "Five"), ("equal", " companies share heat.")]


def test_equal_texts_are_one_piece():
    assert words(OLD, OLD) == [("equal", OLD)]


def test_a_changed_paragraph_of_a_long_text_is_compared_by_words():
    before, after = [f"Paragraph {n} stays. " * 30 + "\n" for n in (1, 2)]
    old, new = before * 10 + "The pipe is old.\n" + after * 10, before * 10 + "The pipe is new.\n" + after * 10

    pieces = words("x " + old + " y", "z " + new + " w")

    assert [text for op, text in pieces if op != "equal"] == ["x", "z", "old", "new", "y", "w"]


def test_random_edits_lose_nothing():
    random = Random(7)
    stock = ["heat", " ", "\n", "č", "\u0301", "pipe", ".", "  ", "\t"]
    for _number in range(200):
        old = "".join(random.choices(stock, k=random.randrange(40)))
        new = "".join(random.choices(stock, k=random.randrange(40)))
        pieces = words(old, new)
        assert (side(pieces, "insert"), side(pieces, "delete")) == (old, new)


@pytest.mark.parametrize("stock", ["ab", "abcdefgh", "a \n", "čšž .\n"])
def test_texts_of_100_kilobytes_are_compared_in_time(stock):
    random = Random(3)
    old, new = ("".join(random.choices(stock, k=100_000)) for _number in range(2))

    began = time.perf_counter()
    words(old, new)

    assert time.perf_counter() - began < 3
