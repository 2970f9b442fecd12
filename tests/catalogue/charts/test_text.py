"""Text that fits."""

from catalogue.charts.svg import clean, element
from catalogue.charts.text import cut, text_width, wrap

LONG = "Dostopnost z javnim prevozom in kolesarske povezave"


def test_lines_are_as_wide_as_allowed():
    lines = wrap(LONG, 120, most_lines=9)

    assert " ".join(lines) == LONG
    assert [line for line in lines if text_width(line) > 120] == []


def test_what_does_not_fit_is_cut_with_a_sign():
    lines = wrap(LONG, 120, most_lines=2)

    assert (len(lines), lines[-1][-1]) == (2, "…")


def test_a_word_wider_than_the_line_is_broken():
    assert "".join(wrap("x" * 60, 100, most_lines=9)) == "x" * 60


def test_empty_text_is_one_empty_line():
    assert wrap("", 100) == ("",)


def test_short_text_is_not_cut():
    assert cut("Koper", 100) == "Koper"


def test_letters_with_marks_are_as_wide_as_without():
    assert text_width("čšž") == text_width("csz")


def test_what_xml_cannot_hold_is_left_out():
    assert clean("a\x00b\ud800c\x0b") == "abc"


def test_elements_escape_texts_and_attributes():
    assert element("text", "<b>&", class_='"x"', x=1.0, y=-0.001) == (
        '<text class="&quot;x&quot;" x="1" y="0">&lt;b&gt;&amp;</text>'
    )
