import pytest

from catalogue import filing
from catalogue.models import Card
from library.models import Practice
from tests.factories import MODELS, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", MODELS)
def test_a_published_entry_has_one_card_and_a_draft_has_none(model):
    shown, _draft = make(model), make(model, published=False)

    cards = Card.objects.filter(kind=model.kind)

    assert [card.object_id for card in cards] == [shown.pk]
    assert list(filing.disagreements()) == []


def test_a_withdrawn_entry_loses_its_card():
    practice = make(Practice)

    practice.withdraw()

    assert Card.objects.count() == 0
    assert list(filing.disagreements()) == []
