"""Files of people are read in processes of their own: whatever a file is, what asked for it goes on."""

import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from catalogue import apart as reading
from catalogue.apart import BUSY, QUICK, TOO_LARGE, TOO_LONG, UNREADABLE, Limits, Refused, apart
from catalogue.limits import MOST_READERS
from catalogue.tables.faults import SheetError
from catalogue.tables.reading import read_file
from tests import bombs

HERE = "tests.catalogue.test_apart"


# --- Readers that run in the process ---


def told(data, *given):
    return [len(data), *given]


def greedy(_data):
    return " " * 4 * 1024**3


def endless(_data):
    while True:
        pass


def writing(_data, place):
    Path(place).write_text("x", encoding="utf-8")
    return "written"


def refusing(_data):
    raise Refused("because", line=3)


def raising(_data):
    raise ZeroDivisionError


def looking_at_its_surroundings(_data):
    import os

    return [dict(os.environ), os.nice(0)]


# --- What comes back ---


def refusal_of(reader, *given, limits=QUICK):
    with pytest.raises(Refused) as refusal:
        apart(f"{HERE}:{reader}", b"", *given, limits=limits)
    return refusal.value


def test_what_a_reader_returns_comes_back():
    assert apart(f"{HERE}:told", b"ab\0\n", "č", 1) == [4, "č", 1]


def test_what_a_reader_refuses_comes_back_with_its_word_and_values():
    refusal = refusal_of("refusing")

    assert (refusal.word, refusal.values) == ("because", {"line": 3})


@pytest.mark.parametrize(
    ("reader", "word"), [("greedy", TOO_LARGE), ("raising", UNREADABLE), ("there_is_none", UNREADABLE)]
)
def test_a_reader_that_breaks_ends_with_a_reason(reader, word):
    assert refusal_of(reader).word == word


@pytest.mark.parametrize("seconds", [0.4, 1])
def test_a_reader_that_never_ends_is_ended(no_spare_time, seconds):
    started = time.monotonic()

    word = refusal_of("endless", limits=Limits(seconds, QUICK.memory)).word

    assert (word, time.monotonic() - started < 5) == (TOO_LONG, True)


def test_a_reader_can_write_no_file(tmp_path):
    refusal_of("writing", str(tmp_path / "x"))

    assert (tmp_path / "x").read_bytes() == b""


def test_a_reader_knows_no_secret_and_gives_way():
    surroundings, niceness = apart(f"{HERE}:looking_at_its_surroundings", b"")

    assert ({*surroundings} - {"LC_CTYPE"}, niceness >= 10) == ({"LC_ALL"}, True)


@pytest.mark.parametrize(
    ("status", "output", "word"),
    [
        (-signal.SIGXCPU, b"", TOO_LONG),
        (-signal.SIGKILL, b"", TOO_LONG),
        (-signal.SIGSEGV, b"", UNREADABLE),
        (1, b"", UNREADABLE),
        (0, b"half an ans", UNREADABLE),
        (0, b'{"refused": "encrypted", "values": {}}', "encrypted"),
    ],
)
def test_however_the_process_ends_there_is_a_reason(status, output, word):
    with pytest.raises(Refused) as refusal:
        reading.answer(SimpleNamespace(returncode=status, stdout=output))

    assert refusal.value.word == word


# --- Several at once ---


def test_no_more_are_read_at_once_than_there_are_places_and_the_others_are_told_to_come_again(monkeypatch):
    monkeypatch.setattr(reading, "LONGEST_WAIT", 0.1)
    taken = [reading.place_of_the_machine(time.monotonic() + 30) for _place in range(MOST_READERS)]

    words = [refusal_of("told").word, refusal_of("told").word]
    for place in taken:
        place.close()

    assert (words, apart(f"{HERE}:told", b"")) == ([BUSY, BUSY], [0])


def test_what_nobody_waits_for_needs_no_place(monkeypatch):
    monkeypatch.setattr(reading, "HERE", SimpleNamespace(acquire=lambda blocking: False))

    assert apart(f"{HERE}:told", b"", limits=QUICK._replace(somebody_waits=False)) == [0]
    assert refusal_of("told").word == BUSY


@pytest.mark.any_database
@pytest.mark.django_db
def test_pages_are_served_beside_eight_bombs(no_spare_time, client):
    bomb = bombs.WORKBOOKS["13 million shared strings"]()

    def sent(_number):
        try:
            return read_file(ContentFile(bomb))
        except SheetError as error:
            return str(error)

    with ThreadPoolExecutor(8) as people:
        started = time.monotonic()
        answers = people.map(sent, range(8))
        times = []
        for _page in range(5):
            begun = time.monotonic()
            assert client.get(reverse("catalogue")).status_code == 200
            times.append(time.monotonic() - begun)
        sentences = [*answers]

    assert all(isinstance(sentence, str) and sentence.endswith(".") for sentence in sentences)
    assert (time.monotonic() - started < 15, max(times) < 5) == (True, True)
