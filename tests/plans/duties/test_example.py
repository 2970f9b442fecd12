"""The example charter: marked as one, loaded once, removed with all that hangs on it, and alive in the daily round."""

import pytest
from django.core.management import call_command
from django.utils import translation

from plans.duties.example import load_example_charter
from plans.models import Commitment, SignableText, Signature
from publishing.daily_round import daily_round
from publishing.models import Dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def charter(db):
    return load_example_charter()


def states():
    return dict(Signature.objects.values_list("name", "state"))


def test_it_is_marked_open_for_signing_and_signed_by_nobody_who_exists(charter):
    text = SignableText.objects.get()

    assert (charter.title_sl[:7], charter.title_en[:8], charter.is_example) == ("Primer:", "Example:", True)
    assert (Commitment.objects.get().stage, text.closed_at, len(text.duties)) == ("signing", None, 2)
    assert states() == {
        "Zgledna občina Dolina": "active",
        "Zgledna občina Breg": "on_hold",
        "Zgledna občina Log": "draft",
    }


def test_loading_it_twice_changes_nothing(charter, capsys):
    call_command("example_charter")

    assert capsys.readouterr().out == "The example is here already.\n"
    assert (Commitment.objects.count(), Signature.objects.count()) == (1, 3)


def test_it_is_removed_with_all_that_hangs_on_it(charter, capsys):
    for _time in range(2):
        call_command("example_charter", remove=True)

    assert capsys.readouterr().out == "Removed.\nThere is no example.\n"
    left = [model.objects.count() for model in (Commitment, Dossier, SignableText, Signature)]
    assert left == [0, 0, 0, 0]


def test_the_daily_round_finds_it_as_it_stands(charter):
    done, failed = daily_round()

    assert (
        failed,
        done["signatures put on hold"],
        done["notices of duties given"],
        states()["Zgledna občina Breg"],
    ) == (
        0,
        0,
        0,
        "on_hold",
    )


@pytest.mark.parametrize("language", ["sl", "en"])
def test_its_page_says_that_it_is_an_example(client, charter, language):
    with translation.override(language):
        page = client.get(charter.get_absolute_url())

    assert page.status_code == 200
    assert {"sl": "Izmišljen primer", "en": "An invented example"}[language] in page.text
