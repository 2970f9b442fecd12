"""Nobody is left standing: what somebody else must do, or what comes first, is said and one link away."""

import pytest
from django.urls import reverse

from partners.models import Membership
from plans.consulting import calls
from plans.models import Contribution
from publishing import versions
from publishing.models import Version
from publishing.workflow import take
from tests.factories import make_person
from tests.plans.consulting.talking import answered, open_consultation, over, said
from tests.plans.planning import begin_plan, publish_plan

pytestmark = pytest.mark.django_db


def submitted(people, by):
    version = begin_plan(people)
    version.contributors.add(by)
    return take(step="submit", version=version, by=by)


@pytest.mark.parametrize(("colleague", "said_so"), [("", "nima drugega predstavnika"), ("Berta", "mreže: Berta.")])
def test_whoever_may_not_publish_their_own_text_reads_who_does(client, people, colleague, said_so):
    version = submitted(people, people.representative)
    if colleague:
        other = make_person("berta@example.org", name=colleague)
        Membership.objects.create(user=other, partner=people.own, role="representative")
    client.force_login(people.representative)

    page = client.get(version.dossier.get_absolute_url())

    assert page.context["waits_for"].startswith("Besedilo ste pisali tudi sami")
    assert said_so in page.content.decode()


def test_whoever_may_publish_it_waits_for_nobody(client, people):
    version = submitted(people, people.editor)
    client.force_login(people.representative)

    assert client.get(version.dossier.get_absolute_url()).context["waits_for"] == ""


def test_a_comment_that_no_version_can_take_up_yet_leads_to_a_new_one(client, people):
    comment = said(open_consultation(people), Contribution.State.SHOWN)
    client.force_login(people.editor)
    page, opening = comment_page(comment), reverse("open_version", args=[comment.call.dossier_id])

    before = client.get(page).content.decode()
    client.post(opening)
    answer = client.get(page)
    after = answer.content.decode()

    assert (before.count(f'action="{opening}"'), after.count(f'action="{opening}"')) == (1, 0)
    assert list(answer.context["answer_form"].fields["taken_in"].queryset) == [Version.objects.get(number=2)]
    assert reverse("dossier", args=[comment.call.dossier_id]) in after


def comment_page(comment):
    return reverse("plan_contribution", args=[comment.call.dossier_id, comment.pk])


@pytest.mark.parametrize("name", ["plan_adopt", "plan_course"])
def test_adoption_leads_to_the_first_comment_without_an_answer(client, people, name):
    version = publish_plan(people)
    call = open_consultation(people, version)
    done, first, second = (said(call, Contribution.State.SHOWN, text=text) for text in ("Ena.", "Dve.", "Tri."))
    answered(people, done)
    calls.end_now(over(call).pk)
    client.force_login(people.representative)

    html = client.get(reverse(name, args=[version.dossier_id])).content.decode()

    assert (html.count(comment_page(first)), html.count(comment_page(second))) == (1, 0)


def test_without_such_a_comment_there_is_no_such_way(client, people):
    version = publish_plan(people)
    versions.open_version(version.dossier, by=people.editor)
    client.force_login(people.representative)

    html = client.get(reverse("plan_adopt", args=[version.dossier_id])).content.decode()

    assert "brez odgovora" not in html
