"""Writing the whole catalogue anew: it goes on where it was interrupted, and the site answers meanwhile."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.urls import reverse

from catalogue import analysis
from catalogue.filing import filing, tiers
from catalogue.filing.agreement import disagreements
from catalogue.management.commands import rebuild_catalogue
from catalogue.models import Card, CatalogueState
from catalogue.models.word import Word
from catalogue.search import browse, finding
from library.models import Practice, Term
from partners.models import Post
from tests.factories import make

pytestmark = pytest.mark.django_db

SPOIL = {
    "sqlite": "UPDATE catalogue_terms SET a = 'nekaj', b = '', d = ''",
    "postgresql": "UPDATE catalogue_card SET terms = '''nekaj'':1A'::tsvector",
}


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def state():
    return CatalogueState.objects.get(pk=1)


def rebuild(*options):
    call_command("rebuild_catalogue", *options)


def titles(**query):
    cards = Client().get(reverse("catalogue"), query).context["page"].cards
    return sorted(card.title_sl for card in cards)


@pytest.fixture
def shelf(monkeypatch):
    """Five practices and three terms, to be written two at a time."""
    monkeypatch.setattr(rebuild_catalogue, "BATCH", 2)
    return [make(Practice, title_sl=f"Voda {n}") for n in range(5)] + [
        make(Term, title_sl=f"Geslo o vodi {n}") for n in range(3)
    ]


class Power:
    """Goes off after so many batches of entries; remembers what was written."""

    def __init__(self, monkeypatch):
        self.left, self.written = 10**6, []
        write = filing.file_entries

        def file_entries(model, pks, counting=False):
            if not self.left:
                raise KeyboardInterrupt
            self.left -= 1
            self.written += [(model, pk) for pk in pks]
            return write(model, pks, counting)

        monkeypatch.setattr(filing, "file_entries", file_entries)


@pytest.fixture
def power(monkeypatch):
    return Power(monkeypatch)


def interrupted(power, batches):
    """A run that ends in the middle; what it wrote."""
    power.left, power.written = batches, []
    with pytest.raises(KeyboardInterrupt):
        rebuild()
    written, power.left, power.written = power.written, 10**6, []
    return written


def everything(shelf):
    return {(type(entry), entry.pk) for entry in shelf}


# --- Going on ---


@pytest.mark.parametrize("batches", [1, 2, 3, 4])
def test_an_interrupted_run_goes_on_where_it_was_and_ends_in_agreement(shelf, power, capsys, batches):
    execute(SPOIL[connection.vendor])

    first = interrupted(power, batches)
    place = state().rebuilt_to
    rebuild()

    assert set(first) & set(power.written) == set()
    assert set(first) | set(power.written) == everything(shelf)
    assert place.split("|")[1] == f"{first[-1][0]._meta.label}:{first[-1][1]}"
    assert (list(disagreements()), state().rebuilt_to, state().analyzer) == ([], "", analysis.signature())


def test_a_run_that_goes_on_says_so(shelf, power, capsys):
    [*_, (model, pk)] = interrupted(power, 2)
    capsys.readouterr()

    rebuild()

    assert capsys.readouterr().out.splitlines()[0] == f"Going on after {model._meta.label} {pk}."


def test_a_run_interrupted_before_the_first_batch_begins_anew(shelf, power):
    interrupted(power, 0)

    rebuild()

    assert (set(power.written), list(disagreements())) == (everything(shelf), [])


def test_a_run_interrupted_twice_ends_in_agreement(shelf, power):
    execute(SPOIL[connection.vendor])

    first, second = interrupted(power, 1), interrupted(power, 2)
    rebuild()

    written = [*first, *second, *power.written]
    assert (len(written), set(written), list(disagreements())) == (8, everything(shelf), [])


def test_a_run_interrupted_at_its_end_goes_on_there(shelf, power, monkeypatch):
    execute(SPOIL[connection.vendor])
    with monkeypatch.context() as broken:
        broken.setattr(tiers, "retune", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rebuild()
    power.written = []

    rebuild()

    assert (power.written, list(disagreements()), state().rebuilt_to) == ([], [], "")


def test_restart_does_all_again(shelf, power):
    interrupted(power, 2)

    rebuild("--restart")

    assert (set(power.written), list(disagreements())) == (everything(shelf), [])


def test_what_another_analyzer_began_is_not_gone_on_with(shelf, power, monkeypatch):
    interrupted(power, 2)
    monkeypatch.setattr(analysis, "signature", lambda: "another one")

    rebuild()

    assert (set(power.written), state().analyzer) == (everything(shelf), "another one")


def test_what_was_saved_between_two_runs_is_kept(shelf, power):
    interrupted(power, 1)
    shelf[0].title_sl = "Streha"
    shelf[0].save()
    shelf[4].withdraw()
    new = make(Practice, title_sl="Nova voda")
    power.written = []

    rebuild()

    assert (titles(q="streha"), titles(q="nova voda")) == (["Streha"], [new.title_sl])
    assert titles(q="voda", kind="practice") == [new.title_sl, "Voda 1", "Voda 2", "Voda 3"]
    assert list(disagreements()) == []


def numbers_of_words():
    return dict(Word.objects.values_list("term", "number"))


def test_words_are_counted_once_though_a_run_was_interrupted(shelf, power, monkeypatch):
    rebuild()
    whole = numbers_of_words()

    interrupted(power, 2)
    rebuild()

    assert (numbers_of_words(), whole["voda"]) == (whole, 8)


def test_words_that_nobody_holds_any_more_are_forgotten(shelf, monkeypatch):
    shelf[0].title_sl = "Streha"
    shelf[0].save()
    shelf[0].title_sl = "Voda"
    shelf[0].save()
    before = numbers_of_words().keys() & {"streha"}

    rebuild()

    assert (before, numbers_of_words().keys() & {"streha", "voda"}) == ({"streha"}, {"voda"})


def test_words_of_a_small_catalogue_outlive_a_rebuild():
    make(Practice, title_sl="Simbioza")

    rebuild()

    assert numbers_of_words().keys() & {"simbioza"} == {"simbioza"}


# --- Meanwhile ---


def test_the_site_answers_while_the_catalogue_is_written(shelf, power):
    before = titles(q="voda"), titles(sort="title"), browse.found(0, browse.Criteria()).total

    interrupted(power, 2)
    browse.found.cache_clear()

    assert (titles(q="voda"), titles(sort="title"), browse.found(0, browse.Criteria()).total) == before
    assert len(before[0]) == 8


# --- When ---


def test_if_stale_does_nothing_where_the_analyzer_is_the_same(shelf, power):
    rebuild()
    power.written, version = [], state().version

    rebuild("--if-stale")

    assert (power.written, state().version) == ([], version)


def test_if_stale_writes_all_where_another_analyzer_wrote(shelf, power):
    CatalogueState.objects.update(analyzer="1 another")

    rebuild("--if-stale")

    assert (set(power.written), state().analyzer) == (everything(shelf), analysis.signature())


def test_if_stale_goes_on_with_a_run_that_was_interrupted(shelf, power):
    CatalogueState.objects.update(analyzer="1 another")
    first = interrupted(power, 2)

    rebuild("--if-stale")

    assert set(power.written) == everything(shelf) - set(first)


# --- What it says ---


def test_every_kind_that_was_written_is_named_with_its_number(shelf, capsys):
    make(Post)

    rebuild()

    said = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    expected = {str(model._meta.verbose_name_plural): str(n) for model, n in ((Practice, 5), (Term, 3), (Post, 1))}
    assert said == expected


def test_a_long_run_says_how_far_it_is(capsys, monkeypatch):
    monkeypatch.setattr(rebuild_catalogue, "BATCH", 1)
    for _ in range(12):
        make(Term)

    rebuild()

    name = Term._meta.verbose_name_plural
    first, last = capsys.readouterr().out.splitlines()
    assert (first.split(",")[0], last) == (f"{name}: 10 of 12", f"{name}: 12")


# --- Tiers and checks ---


@pytest.fixture
def tiered(monkeypatch):
    """Twenty cards, enough to be told apart."""
    monkeypatch.setattr(tiers, "SMALLEST", 10)
    return [make(Practice, title_sl=f"Voda {n}", start=str(1990 + 2 * n)) for n in range(20)]


def best(term):
    return {card.pk for card in finding.among(filing.index(), Card.objects.all(), term)}


def test_a_rebuild_counts_the_tiers_anew(tiered):
    scores = dict(Card.objects.values_list("pk", "score"))
    ordered = sorted(scores.values(), reverse=True)

    rebuild()

    from_third, from_first = ({pk for pk, score in scores.items() if score >= ordered[place]} for place in (2, 0))
    assert (best(finding.BEST_10), best(finding.BEST_1)) == (from_third, from_first)
    assert (state().best_10, state().best_1) == tiers.thresholds()
    assert list(disagreements()) == []


def test_rebuilding_twice_changes_no_tier(tiered):
    rebuild()
    before = best(finding.BEST_10), best(finding.BEST_1)

    rebuild()

    assert (best(finding.BEST_10), best(finding.BEST_1)) == before


def complaints():
    return [found.id for found in run_checks(tags=[Tags.database], databases=["default"]) if "catalogue" in found.id]


def test_checks_have_nothing_to_say_after_a_rebuild(tiered):
    rebuild()

    assert complaints() == []


def test_checks_name_an_index_of_another_analyzer():
    CatalogueState.objects.update(analyzer="1 another")

    assert complaints() == ["catalogue.W001"]


@pytest.mark.parametrize(("wrong", "said"), [(0, ["catalogue.W003"]), (10**6, ["catalogue.W003"])])
def test_checks_name_tiers_that_hold_too_many_or_too_few(tiered, wrong, said):
    rebuild()

    CatalogueState.objects.update(best_10=wrong)

    assert complaints() == said


def test_checks_leave_the_tiers_of_a_small_catalogue_alone():
    make(Practice)

    assert (state().best_10, complaints()) == (0, [])


# --- Migrations ---

BEFORE_THE_INDEX = ("catalogue", "0001_squashed_0012_kind_run")


@pytest.mark.django_db(transaction=True)
def test_the_index_is_migrated_back_and_forth_and_filled_by_a_rebuild():
    CatalogueState.objects.get_or_create(pk=1)
    make(Practice, title_sl="Zelena streha")
    loader = MigrationLoader(connection)
    migration, before = loader.get_migration("catalogue", "0002_search_index"), loader.project_state(BEFORE_THE_INDEX)

    with connection.schema_editor() as editor:
        migration.unapply(before.clone(), editor)
    with connection.schema_editor() as editor:
        migration.apply(before, editor)
    rebuild()

    assert list(disagreements()) == []
    assert (titles(q="zeleno streho"), titles(sort="title")) == (["Zelena streha"], ["Zelena streha"])
