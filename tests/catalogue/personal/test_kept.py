"""What is kept goes when its time is over, by the table that the page on privacy prints."""

import datetime as dt
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone, translation

from catalogue.models import Page
from catalogue.personal.declaring import data
from library.models import Practice
from mer_portal import purging
from partners.leaving import invitations, unused
from partners.models import Invitation, User
from publishing.forgetting import MAILS_KEPT, NOTICES_KEPT
from publishing.mail import post
from publishing.models import Mail, Notice
from tests.factories import make, make_person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(1)
PURGED = ("notices forgotten", "mails forgotten", "invitations forgotten", "log of the administration shortened")


def posted(key, state="sent"):
    told = {"to": f"{key}@example.org", "language": "sl", "subject": "S", "text": "", "html": ""}
    mail = post(key=key, **told)
    Mail.objects.filter(pk=mail.pk).update(state=state, created_at=timezone.now() - MAILS_KEPT - DAY)


@pytest.fixture
def outdated(people):
    """One row of each whose time is over, beside one whose is not."""
    now = timezone.now()
    User.objects.update(last_login=now)
    for at in (now, now - NOTICES_KEPT - DAY):
        notice = Notice.objects.create(person=people.editor, kind="comment", sentence="comment")
        Notice.objects.filter(pk=notice.pk).update(at=at)
    posted("old")
    posted("waits", state="waiting")
    for number, revoked in enumerate((now, now - invitations.KEPT - DAY)):
        Invitation.objects.create(
            partner=people.own, email=f"{number}@example.org", token_digest=str(number), revoked_at=revoked
        )
    practice = make(Practice)
    practice.history.update(history_date=now - purging.HISTORY_KEPT - DAY)
    practice.save()
    for at in (now, now - purging.HISTORY_KEPT - DAY):
        LogEntry.objects.create(user=people.editor, action_flag=1, object_repr="x", action_time=at)
    return practice


def test_purge_lets_go_what_is_over_and_nothing_else(outdated):
    planned, _failed = purging.purge(dry_run=True)

    done, failed = purging.purge()

    assert ({name: done[name] for name in PURGED}, failed) == (dict.fromkeys(PURGED, 1), 0)
    assert planned == done
    assert (Notice.objects.count(), Invitation.objects.count(), LogEntry.objects.count()) == (1, 1, 1)
    assert (outdated.history.count(), [mail.key for mail in Mail.objects.all()]) == (1, ["waits"])
    assert sum(purging.purge()[0].values()) == 0


def test_the_daily_round_purges_too(outdated):
    call_command("daily_round", stdout=StringIO())

    assert sum(purging.purge(dry_run=True)[0].values()) == 0


def test_the_command_says_what_would_go_and_leaves_it(outdated):
    out = StringIO()

    call_command("purge", "--dry-run", stdout=out)

    assert "notices forgotten: 1" in out.getvalue()
    assert Notice.objects.count() == 2


def test_who_does_not_use_an_account_is_asked_then_erased_but_nobody_who_is_needed(people):
    User.objects.update(last_login=timezone.now())
    long_ago = timezone.now() - unused.UNUSED - DAY
    gone, needed = make_person("nihce@example.org", name="Nihče Več"), people.representative
    User.objects.filter(pk__in=[gone.pk, needed.pk]).update(last_login=long_ago)

    assert [pk for pk in unused.to_ask().values_list("pk", flat=True) if unused.ask(pk)] == [gone.pk]
    assert unused.to_ask().count() == unused.to_erase().count() == 0
    Mail.objects.update(state="sent", sent_at=timezone.now() - unused.ASKED - DAY)
    assert [pk for pk in unused.to_erase().values_list("pk", flat=True) if unused.erase_unused(pk)] == [gone.pk]

    assert User.objects.get(pk=gone.pk).removed_as
    assert unused.to_ask().count() == unused.to_erase().count() == 0


def test_whoever_signs_in_after_being_asked_stays(people):
    User.objects.update(last_login=timezone.now() - unused.UNUSED - DAY)
    unused.ask(people.member.pk)
    Mail.objects.update(state="sent", sent_at=timezone.now() - unused.ASKED - DAY)

    User.objects.filter(pk=people.member.pk).update(last_login=timezone.now())

    assert people.member.pk not in unused.to_erase().values_list("pk", flat=True)


@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_page_on_privacy_prints_the_table(client, language):
    Page.objects.create(key="privacy", title_sl="Zasebnost", title_en="Privacy", body_sl="…", body_en="…")
    Page.objects.create(key="about", title_sl="O portalu", title_en="About", body_sl="…", body_en="…")

    with translation.override(language):
        page, other = (client.get(reverse("page", args=[key])) for key in ("privacy", "about"))
        rows = [[str(row.label), str(row.kept), str(row.erased)] for row in data()]

    assert [part for row in rows for part in row if part not in page.text.replace("&#x27;", "'")] == []
    assert rows[0][0] not in other.text
    assert {"sl": "90 dni", "en": "90 days"}[language] in page.text
