"""The administration of plans: coordinators look at what happened; the stage changes by steps alone."""

import pytest
from django.urls import reverse

from plans.models import ActionPlan, Call, Contribution
from publishing.versions import leading_of
from tests.factories import make, make_person
from tests.plans.advocacy.arguing import contact_of, endorsed, publish_recommendation, responded, supporter
from tests.plans.consulting.talking import adopt, answered, open_consultation, over, said
from tests.plans.delivery.reporting import adopted_plan, ongoing, published
from tests.plans.planning import publish_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(db):
    return make_person("urad@example.org", "Coordinators")


def change_page(entry):
    return reverse(f"admin:plans_{entry._meta.model_name}_change", args=[entry.pk])


@pytest.mark.parametrize(("is_written", "editable"), [(True, False), (False, True)])
def test_the_stage_of_a_written_plan_is_not_changed_in_the_administration(client, people, staff, is_written, editable):
    plan = publish_plan(people).dossier.entry if is_written else make(ActionPlan)
    client.force_login(staff)

    form = client.get(change_page(plan)).context["adminform"].form

    assert ("stage" in form.fields) == editable


def admin_form(client, address):
    """What the page of an entry sends as it stands, without the rows below it."""
    page = client.get(address).context
    form, rows = page["adminform"].form, [inline.formset.prefix for inline in page["inline_admin_formsets"]]
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    return values | {f"{row}-{name}_FORMS": 0 for row in rows for name in ("TOTAL", "INITIAL")}


def test_what_is_changed_in_the_administration_is_a_version(client, people, staff):
    dossier = publish_plan(people).dossier
    client.force_login(staff)
    address = change_page(dossier.entry)

    answer = client.post(address, admin_form(client, address) | {"title_en": "Another title"})

    assert answer.status_code == 302, answer.context["adminform"].form.errors
    leading = leading_of(dossier)
    assert (leading.number, leading.content["title_en"]) == (2, "Another title")
    assert len(leading.content["actions"]) == 2


def test_nothing_is_changed_in_the_administration_while_people_comment(client, people, staff):
    """What was typed stays in the form, with the reason."""
    call = open_consultation(people)
    plan = call.dossier.entry
    client.force_login(staff)
    address = change_page(plan)

    answer = client.post(address, admin_form(client, address) | {"title_en": "Another title"})

    form = answer.context["adminform"].form
    [reason] = form.non_field_errors()
    plan.refresh_from_db()
    assert f"{call.closes:%-d. %-m. %Y}" in reason.replace("\u00a0", " ")
    assert (form["title_en"].value(), plan.title_en) == ("Another title", "Plan for the Vič zone")


def test_the_desk_of_a_plan_that_was_deleted_answers(client, people, staff):
    dossier = adopted_plan(people)
    report = published(people, dossier, actions=[ongoing()])
    comment = said(open_consultation(people, leading_of(dossier)), Contribution.State.SHOWN)
    answered(people, comment, public=False)
    over(comment.call)
    client.force_login(staff)
    client.post(reverse("admin:plans_actionplan_delete", args=[dossier.object_id]), {"post": "yes"})

    listing = client.get(reverse("plan_reports_desk", args=[dossier.pk]))
    written = client.get(reverse("plan_report_desk", args=[dossier.pk, report.pk]))
    client.post(reverse("plan_answers_publish", args=[dossier.pk, comment.call_id]))

    comment.refresh_from_db()
    assert (listing.status_code, written.status_code, comment.answer_public) == (200, 404, False)


def test_coordinators_look_at_steps_adoptions_calls_and_comments(client, people, staff):
    version = publish_plan(people)
    adoption = adopt(people, version)
    comment = said(open_consultation(people, version))
    client.force_login(staff)
    shown = [version.dossier.stage_steps.first(), adoption, Call.objects.get(), comment]

    pages = [client.get(change_page(row)) for row in shown]
    lists = [client.get(reverse(f"admin:plans_{row._meta.model_name}_changelist")) for row in shown]

    assert [page.status_code for page in (*pages, *lists)] == [200] * 8
    assert comment.email in pages[3].content.decode()


def test_what_nobody_confirmed_is_not_in_the_administration(client, people, staff):
    comment = said(open_consultation(people), Contribution.State.UNCONFIRMED)
    client.force_login(staff)

    assert client.get(change_page(comment)).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("coordinator", 200), ("editor", 403), ("reviewer", 403)])
def test_coordinators_alone_look_at_answers_endorsements_and_contacts(client, people, who, status):
    version = publish_recommendation(people)
    contact = contact_of(people, version.dossier)
    rows = [responded(people, version.dossier, "sent"), endorsed(version, *supporter()), contact]
    person = getattr(people, who)
    person.is_staff = True
    person.save()
    client.force_login(person)

    pages = [client.get(change_page(row)) for row in rows]
    lists = [client.get(reverse(f"admin:plans_{row._meta.model_name}_changelist")) for row in rows]

    assert [page.status_code for page in (*pages, *lists)] == [status] * 6


@pytest.mark.parametrize("who", ["editor", "reviewer"])
def test_others_of_the_staff_read_no_address(client, people, who):
    comment = said(open_consultation(people))
    person = getattr(people, who)
    person.is_staff = True
    person.save()
    client.force_login(person)

    assert client.get(change_page(comment)).status_code == 403
