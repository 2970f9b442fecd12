"""What stays together at the end of a line on paper."""

import pytest

from library.books.lines import together


@pytest.mark.parametrize(
    ("language", "typed", "kept"),
    [
        ("sl", "gremo v mesto in s seboj", "gremo v~mesto in s~seboj"),
        ("sl", "glejte v ", "glejte v~"),
        ("sl", "poglavje 2.5, slika 3, str. 12", "poglavje~2.5, slika~3, str.~12"),
        ("sl", "tip A je B-C in a) k (z)", "tip A~je B-C in a) k (z)"),
        (
            "en",
            "the world's best v mesto, chapter 4 and chapter four",
            "the world's best v mesto, chapter~4 and chapter four",
        ),
    ],
)
def test_a_word_stays_with_its_number_and_a_letter_with_the_next_word(language, typed, kept):
    assert together(typed, language).replace("\u00a0", "~") == kept
