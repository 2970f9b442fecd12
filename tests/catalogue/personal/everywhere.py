"""A person who left something in nearly every table, and what is left of somebody in a whole database."""

import datetime as dt
import json

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from catalogue.models import Kind
from library.models import Practice, Publication
from partners.models import ContactRequest, Invitation, Post, Remark, Support
from publishing.mail import post
from publishing.models import (
    Comment,
    Dossier,
    FollowedList,
    Letter,
    Notice,
    Passage,
    Review,
    Score,
    Subscriber,
    Suggestion,
    Version,
    Wish,
)
from tests.factories import make, make_run
from tests.workshops.coming import comes, open_form
from tools.models import Work
from workshops.models import EventRole

NAME, EMAIL, SECOND = "Živa Čuk Šorn", "ziva.cuk@example.org", "ziva@doma.example"
OTHER = "Ana Živa Čuk Šorn"  # somebody else, whose name ends like that
MESSAGE = f"{NAME} ({EMAIL.upper()}) je pisala; {OTHER} tudi."


def leave_everywhere(people):
    """The account of the editor becomes that of the person; returns it."""
    person = people.editor
    person.name, person.email = NAME, EMAIL
    person.save()
    people.foreign.name = OTHER
    people.foreign.save()
    EmailAddress.objects.create(user=person, email=SECOND, verified=True)
    leave_in_publishing(people, person)
    leave_with_partners(people, person)
    leave_in_the_machine(people, person)
    leave_at_an_event(person)
    Work.objects.create(analysis="gap", author=person, title=NAME)
    for visibility in ("private", "organisation"):
        make_run(title="Analiza", author=person, organisation=people.own, visibility=visibility)
    return person


def leave_in_publishing(people, person):
    entry = make(Practice, organisation=people.own, title_sl="Praksa")
    entry._history_user = person
    entry.note = f"Vpraševati {EMAIL}"
    entry.save()
    entry.note = ""
    entry.save()
    dossier = Dossier.objects.filter(kind=Kind.PRACTICE, object_id=entry.pk).first() or Dossier.objects.create(
        kind=Kind.PRACTICE, owner=people.own, author=person, language="sl"
    )
    version = Version.objects.create(
        dossier=dossier,
        number=77,
        state="review",
        published_at=timezone.now(),
        typed={"cost": f"vprašaj {NAME}"},
        checked={"en": {"by": NAME, "at": "2026-01-01"}},
        created_by=person,
    )
    version.contributors.add(person)
    Passage.objects.create(version=version, step="publish", target="review", by=person, by_name=NAME, comment=MESSAGE)
    Comment.objects.create(version=version, author=person, text=MESSAGE)
    review = Review.objects.create(version=version, reviewer=person, due=dt.date(2026, 1, 1), opinion="Dobro.")
    Score.objects.create(review=review, criterion="evidence", points=3, reason="Dokazano.")
    for reader in (person, people.coordinator):
        Notice.objects.create(person=reader, kind="comment", sentence="comment", values={"name": NAME, "c": [MESSAGE]})
    Wish.objects.create(person=person, kind="comment", how="daily")
    mails = {"language": "sl", "subject": NAME, "text": MESSAGE, "html": MESSAGE}
    post(key="one", to=EMAIL, **mails)
    post(key="two", to="drug@example.org", **mails)
    base = {"dossier": dossier, "base": version, "field": "body", "language": "sl", "mail_language": "sl"}
    for number, told in enumerate(({"author": person}, {"name": "Živa", "email": SECOND})):
        Suggestion.objects.create(
            anchor="a", old="", new="Novo.", thanked=True, state="new", confirmed_at=timezone.now(), **base, **told
        )
        letter = Letter.objects.create(slug=f"l{number}", title="Pismo", from_name="MER")
        consent = {"language": "sl", "consent": "1", "consented_at": timezone.now()}
        Subscriber.objects.create(letter=letter, email=SECOND, token_digest=f"s{number}", **consent)
    FollowedList.objects.create(
        person=person, email=EMAIL, token_digest="f", query="", title="Vse", told_until=timezone.now(), **consent
    )


def leave_with_partners(people, person):
    idea = make(Post, partner=people.own)
    Remark.objects.create(post=idea, author=person, text="Dobra zamisel.", language="sl")
    Support.objects.create(post=idea, person=person)
    Invitation.objects.create(partner=people.other, email=SECOND, invited_by=people.foreign, token_digest="i")
    ContactRequest.objects.create(
        kind=Kind.POST, object_id=idea.pk, receiver=people.own, email=EMAIL, name=NAME, text=MESSAGE, token_digest="c"
    )


def leave_in_the_machine(people, person):
    said = [{"added": {"name": "članstvo", "object": f"{NAME} – Agencija"}}]
    LogEntry.objects.log_actions(people.administrator.pk, [person], CHANGE, change_message=said)
    LogEntry.objects.log_actions(person.pk, [people.own], CHANGE, change_message="")
    SocialAccount.objects.create(user=person, provider="institution", uid=EMAIL)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session.create()
    DBTaskResult.objects.create(
        args_kwargs={"args": [EMAIL], "kwargs": {}},
        task_path="x",
        backend_name="default",
        run_after=timezone.now(),
        traceback=MESSAGE,
    )


def leave_at_an_event(person):
    form = open_form(contact=f"{NAME}, {EMAIL}")
    comes(form, 2, email=SECOND, name=NAME)
    EventRole.objects.create(event=form.event, user=person, role="check_in", by=person)


def named_in_public(person):
    """A publication, with the name of its author: public record."""
    return make(Publication, authors=f"{person.name}, Peter Kos")


# --- What is left ---


def left_of(*words):
    """{(model, column): how often} of every table, wherever one of the words stands, also as JSON writes it."""
    found = {}
    spelled = {word.lower() for word in words} | {json.dumps(word)[1:-1].lower() for word in words}
    for model in apps.get_models(include_auto_created=True):
        columns = [column.attname for column in model._meta.concrete_fields]
        for row in QuerySet(model).values_list(*columns):
            for column, value in zip(columns, row, strict=True):
                text = (json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)).lower()
                for other in (OTHER, json.dumps(OTHER)[1:-1]):
                    text = text.replace(other.lower(), "")
                if any(word in text for word in spelled):
                    key = (model._meta.label, column)
                    found[key] = found.get(key, 0) + 1
    return found
