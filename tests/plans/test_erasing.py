"""A person who worked on a plan is erased: the plan, its reports and its comments stay, the person does not."""

import pytest
from django.urls import reverse

from plans.models import Call, Contribution, Report, StakeholderRating
from tests.factories import make_person
from tests.plans.consulting.talking import adopt, open_consultation, said
from tests.plans.delivery.reporting import ongoing, published
from tests.plans.planning import publish_plan

pytestmark = pytest.mark.django_db


def test_erasing_whoever_wrote_reported_adopted_and_answered_leaves_the_plan(client, people):
    gone = people.representative
    gone.name = "Ana Odhodna"
    gone.save()
    version = publish_plan(people)
    adopt(people, version)
    published(people, version.dossier, actions=[ongoing()])
    call = open_consultation(people, version, contact=f"{gone} ({gone.email})")
    comment = said(call, Contribution.State.SHOWN, author=gone, name="", email="", show_name=True)
    StakeholderRating.objects.create(dossier=version.dossier, key="s1", importance=3, influence=3, contact=gone.email)
    email, slug = gone.email, version.dossier.entry.slug
    client.force_login(make_person("skrbnik@example.org", is_superuser=True, is_staff=True))

    client.post(reverse("admin:partners_user_delete", args=[gone.pk]), {"post": "yes"})

    client.logout()
    names = ("plan_consultation", "plan_reports")
    pages = [client.get(reverse(name, args=[slug])) for name in names] + [
        client.get(version.dossier.entry.get_absolute_url())
    ]
    assert [page.status_code for page in pages] == [200] * 3
    assert not [page for page in pages if "Odhodna" in page.text or email in page.text]
    assert (Report.objects.get().by_id, Contribution.objects.get(pk=comment.pk).author_id) == (people.editor.pk, None)
    assert (Call.objects.get().contact, StakeholderRating.objects.get().contact) == (str(people.own), "")
