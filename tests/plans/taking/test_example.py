"""The example: two public plans of a town that does not exist, whole in both languages; and a copy as a beginning."""

from copy import deepcopy

import pytest
from django.core.management import call_command
from django.urls import reverse

from catalogue.languages import LANGUAGES, translated_fields
from library.models import Practice
from plans.models import ActionPlan, Report
from plans.standing.computed import PlanStanding
from plans.taking.copying import copy_plan
from plans.taking.example import load_example
from publishing import versions
from publishing.models import Dossier
from publishing.writing import writing_of
from tests.factories import make
from tests.plans.planning import publish_plan
from tests.standing import stands

pytestmark = pytest.mark.django_db

MAY_BE_EMPTY = {"says", "part", "contribution", "conclusion", "text", "assumption", "response", "present"}


def load():
    make(Practice, external_id="waidhofen-ybbs", summary_sl="Povzetek.", summary_en="Summary.")
    return load_example()[1]


plan_of_module = stands(load)


@pytest.fixture
def plan(plan_of_module, db):
    return deepcopy(plan_of_module)


def test_loading_it_twice_changes_nothing(plan, capsys):
    call_command("example_plan")

    assert capsys.readouterr().out == "The example is here already.\n"
    assert (ActionPlan.objects.filter(is_example=True).count(), Report.objects.count()) == (2, 1)


def test_it_is_marked_and_based_on_its_expert_basis(plan):
    assert (plan.title_sl[:7], plan.title_en[:8], plan.is_example) == ("Primer:", "Example:", True)
    assert [one.type for one in plan.based_on.all()] == ["expert_basis"]


def test_every_text_stands_in_both_languages(plan):
    lacking = []
    for one in ActionPlan.objects.filter(is_example=True):
        for relation in [None, *(rows.relation for rows in writing_of("plan").rows)]:
            for row in getattr(one, relation).all() if relation else [one]:
                names = set(translated_fields(type(row))) - {"note", "slug", "recorded_actions"}
                for name in names:
                    held = {code for code in LANGUAGES if getattr(row, f"{name}_{code}")}
                    if len(held) == 1 or (not held and relation and name not in MAY_BE_EMPTY | {"name", "lead"}):
                        lacking.append((relation, row.pk, name))

    assert lacking == []


def test_all_its_rows_pass_their_own_rules(plan):
    for one in ActionPlan.objects.filter(is_example=True):
        for rows in writing_of("plan").rows:
            for row in getattr(one, rows.relation).all():
                row.full_clean()


def test_its_rows_go_together(plan):
    content = versions.leading_of(versions.dossier_of(plan)).content

    found = {
        (rows.relation, row["uid"]): rows.check(row, content)
        for rows in writing_of("plan").rows
        if rows.check
        for row in content[rows.relation]
    }

    assert {key: sentences for key, sentences in found.items() if sentences} == {}


def test_it_has_what_a_plan_needs(plan):
    standing = PlanStanding(plan, versions.dossier_of(plan))

    assert (len(standing.rows["goals"]), len(standing.rows["actions"])) == (3, 9)
    assert standing.progress.plan is not None
    assert {row.key for row in standing.rows["actions"]} == {
        row.action.key for row in standing.rows["evidence"] if row.action
    }


def test_what_a_practice_says_is_its_own_summary_and_a_missing_one_stays_as_a_label(plan):
    cited = plan.evidence.exclude(practice=None).first()
    missing = plan.evidence.filter(practice=None, cited_plan=None).first()

    assert (cited.practice.external_id, cited.says_sl) == ("waidhofen-ybbs", "Povzetek.")
    assert (bool(missing.label_sl), missing.says_sl or "") == (True, "")


def test_the_adoption_is_marked_as_an_example(plan, test_machine, settings):
    settings.MEDIA_ROOT = test_machine / "media"  # there is what was made for the whole module
    adoption = versions.dossier_of(plan).adoptions.get()

    assert "(primer)" in adoption.body_sl
    with adoption.document.open() as document:
        assert document.read(5) == b"%PDF-"


# --- A copy ---


def test_a_copy_holds_the_same_rows_under_new_names(plan, people):
    version = copy_plan(plan=plan, owner=people.own, by=people.editor, language="sl")

    old, new = versions.leading_of(versions.dossier_of(plan)).content, version.dossier.versions.get().content
    for rows in writing_of("plan").rows:
        before, after = ({row["uid"] for row in content[rows.relation]} for content in (old, new))
        assert (len(before), before & after) == (len(after), set())
    assert [row["end"] for row in new["actions"]] == [row["end"] for row in old["actions"]]
    actions = {row["uid"] for row in new["actions"]}
    assert {row["action_id"] for row in new["costs"]} <= actions
    assert not version.dossier.reports.exists()
    assert (new["title_sl"][:9], new["organisation_id"]) == ("Lokalni a", people.own.pk)


def test_a_copy_can_be_published_and_is_no_example(plan, people):
    version = copy_plan(plan=plan, owner=people.own, by=people.editor, language="sl")

    published = publish_plan(people, version.dossier.versions.get())

    entry = published.dossier.entry
    assert (entry.is_example, entry.actions.count(), entry.stage) == (False, 9, "planned")


def test_one_press_copies_an_example(client, plan, people):
    client.force_login(people.editor)

    answer = client.post(reverse("plan_copy", args=[plan.pk]))

    dossier = Dossier.objects.get(owner=people.own)
    assert answer.url == reverse("write", args=[dossier.pk, "basis"])


def test_whoever_writes_for_two_organisations_is_asked_for_which(client, plan, people):
    people.other.memberships.create(user=people.editor, role="editor")
    client.force_login(people.editor)

    page = client.post(reverse("plan_copy", args=[plan.pk]))
    client.post(reverse("plan_copy", args=[plan.pk]), {"owner": people.other.pk})

    assert len(page.context["owners"]) == 2
    assert Dossier.objects.filter(owner=people.other).count() == 1


@pytest.mark.parametrize("who", ["member", "reviewer"])
def test_others_may_not_copy(client, plan, people, who):
    client.force_login(getattr(people, who))

    assert client.post(reverse("plan_copy", args=[plan.pk])).status_code == 404


def test_a_plan_that_is_no_example_is_copied_by_its_own_organisation_alone(client, people):
    entry = publish_plan(people).dossier.entry
    found = {}
    for who in ("editor", "foreign"):
        client.force_login(getattr(people, who))
        found[who] = client.post(reverse("plan_copy", args=[entry.pk])).status_code

    assert found == {"editor": 302, "foreign": 404}


@pytest.mark.parametrize("times", [1, 2])
def test_the_command_makes_it_on_an_empty_portal_once(client, db, times):
    for _time in range(times):
        call_command("example_plan", verbosity=0)

    plans = ActionPlan.objects.filter(is_example=True)
    assert [client.get(plan.get_absolute_url()).status_code for plan in plans] == [200, 200]


def test_sources_of_figures_are_marked_as_invented_in_both_languages(plan):
    sources = [row.source for row in plan.indicators.all()]

    assert sources
    assert all("izmišljen primer" in source and "invented example" in source for source in sources)
