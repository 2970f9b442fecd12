"""The steward's side: the list, what is compared before a signature comes into force, groups, withdrawal."""

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Signature, SignatureGroup
from plans.signing.moving import take
from publishing.refusals import Overtaken, Refused
from tests.plans.signing.signing import draft, opened, signatory, signed, submitted_together

pytestmark = pytest.mark.django_db
CHECKED = {"sheet": "on", "hash": "on", "mandate": "on"}


def submitted(text, people, partner=None, **fields):
    signature = draft(text, partner, **fields)
    take(step="submit", signature=signature, by=people.coordinator)
    return Signature.objects.get(pk=signature.pk)


def step_page(signature, name):
    return reverse("signature_step", args=[signature.pk, name])


def test_sheet_hash_and_mandate_are_compared_before_it_comes_into_force(client, people):
    signature = submitted(opened(people), people, signatory()[0])
    client.force_login(people.representative)

    page = client.get(step_page(signature, "activate"))
    unticked = client.post(step_page(signature, "activate"), {"sheet": "on"})
    client.post(step_page(signature, "activate"), CHECKED)

    signature.refresh_from_db()
    assert list(unticked.context["form"].errors) == ["hash", "mandate"]
    assert signature.text.sha[:16] in page.text
    assert (signature.state, signature.checked_by) == ("active", people.representative)


def test_what_was_changed_after_it_was_looked_at_does_not_come_into_force(client, people):
    text = opened(people)
    partner, mayor = signatory()
    signature = submitted(text, people, partner)
    client.force_login(people.representative)
    mark = client.get(step_page(signature, "activate")).context["form"]["mark"].value()
    take(step="take_back", signature=signature, by=mayor)
    take(step="submit", signature=signature, by=mayor)

    answer = client.post(step_page(signature, "activate"), CHECKED | {"mark": mark})

    assert (answer.status_code, Signature.objects.get().state) == (409, "submitted")


def test_without_its_papers_no_signature_comes_into_force(client, people):
    signature = submitted(opened(people), people)
    Signature.objects.update(signed_document="")
    client.force_login(people.representative)

    page, answer = client.get(step_page(signature, "activate")), client.post(step_page(signature, "activate"), CHECKED)

    assert (page.status_code, answer.status_code, Signature.objects.get().state) == (409, 409, "submitted")


@pytest.mark.parametrize("who", ["mayor", "editor", "foreign", "member"])
def test_nobody_else_puts_a_signature_into_force(client, people, who):
    partner, mayor = signatory()
    signature = submitted(opened(people), people, partner)
    client.force_login(mayor if who == "mayor" else getattr(people, who))

    answer = client.post(step_page(signature, "activate"), CHECKED)

    assert (answer.status_code, Signature.objects.get().state) == (404, "submitted")


def test_signatory_withdraws_with_day_and_reason(client, people):
    partner, mayor = signatory()
    signature = signed(opened(people), people, partner)
    client.force_login(mayor)

    early = client.post(step_page(signature, "withdraw"), {"on": "2026-01-01", "reason": "Sklep."})
    client.post(step_page(signature, "withdraw"), {"on": timezone.localdate().isoformat(), "reason": "Sklep sveta."})

    signature.refresh_from_db()
    assert (early.status_code, signature.state, signature.ended_on) == (409, "withdrawn", timezone.localdate())
    assert signature.steps.last().reason == "Sklep sveta."


# --- The list ---


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_signatures_asks_as_often_for_three_as_for_one(client, people, django_assert_num_queries, number):
    text = opened(people)
    group = SignatureGroup.objects.create(text=text, name="Skupaj", sort="individual")
    for count in range(number):
        draft(text, name=f"Comune {count}", registration_number=f"IT{count}", group=group)
    client.force_login(people.representative)
    address = reverse("commitment_signatures", args=[text.dossier_id])
    client.get(address)

    with django_assert_num_queries(12):
        answer = client.get(address)

    assert len(answer.context["rows"]) == number


@pytest.mark.parametrize(
    ("asked", "found"),
    [("state=draft", ["B"]), ("state=active", ["A"]), ("q=b", ["B"]), ("state=nič&page=x", ["A", "B"]), ("text=0", [])],
)
def test_list_is_narrowed_and_nonsense_narrows_nothing(client, people, asked, found):
    text = opened(people)
    signed(text, people, name="A")
    draft(text, name="B", registration_number="2")
    client.force_login(people.editor)

    answer = client.get(reverse("commitment_signatures", args=[text.dossier_id]) + "?" + asked)

    assert [row.name for row in answer.context["rows"]] == (found or ["A", "B"])


# --- Groups ---


def test_group_is_made_once_and_an_empty_one_removed(client, people):
    text = opened(people)
    client.force_login(people.representative)
    page = reverse("commitment_groups", args=[text.dossier_id])
    made = [client.post(page, {"name": "Dolina", "sort": "shared", "lead": ""}).status_code for _time in range(2)]
    group = SignatureGroup.objects.get()

    gone = client.post(reverse("signature_group_drop", args=[text.dossier_id, group.pk]))

    assert (made, gone.status_code, SignatureGroup.objects.count()) == ([302, 409], 302, 0)


def test_group_with_members_stays(client, people):
    text = opened(people)
    group = SignatureGroup.objects.create(text=text, name="Dolina", sort="shared")
    draft(text, group=group)
    client.force_login(people.representative)

    client.post(reverse("signature_group_drop", args=[text.dossier_id, group.pk]))

    assert SignatureGroup.objects.count() == 1


def test_group_of_one_cannot_be_put_into_force(people):
    """Acceptance 23, the half of groups: also where the other is only being prepared."""
    text = opened(people)
    group = SignatureGroup.objects.create(text=text, name="Dolina", sort="shared")
    signature = submitted(text, people, group=group)
    other = draft(text, name="Drugi", registration_number="2", group=group)

    with pytest.raises(Refused, match="Skupina"):
        take(step="activate", signature=signature, by=people.representative)
    take(step="submit", signature=other, by=people.coordinator)
    take(step="activate", signature=signature, by=people.representative)

    assert Signature.objects.get(pk=signature.pk).state == "active"


def test_of_a_shared_group_the_one_that_is_left_stays_in_force_and_it_is_said(client, people):
    first, second = submitted_together(opened(people), people)
    for signature in (first, second):
        take(step="activate", signature=signature, by=people.representative)
    take(step="withdraw", signature=second, by=people.coordinator, reason="Sklep.")
    client.force_login(people.editor)

    page = client.get(reverse("signature", args=[first.pk]))

    first.refresh_from_db()
    assert (first.state, page.context["members"]["is_left_alone"]) == ("active", True)


def test_step_that_was_taken_already_is_said_and_changes_nothing(people):
    signature = submitted(opened(people), people)
    take(step="activate", signature=signature, by=people.representative)

    with pytest.raises(Overtaken):
        take(step="activate", signature=signature, by=people.coordinator)

    assert signature.steps.count() == 2
