"""What people send from the pages of registration, and what they get by mail."""

import re

from django.urls import reverse

from publishing.models import Mail
from workshops.models import Question, Registration

SENT = {"name": "Ana Novak", "email": "ana@example.org", "organisation": "Občina Vič", "country": "SI", "consent": "on"}


def page_of(form):
    return reverse("event_registration", args=[form.event.slug])


def send(client, form, **told):
    return client.post(page_of(form), SENT | {"free": "1"} | told)


def link_of(registration):
    return reverse("my_registration", args=[registration.token])


def way(name, registration):
    return reverse(f"registration_{name}", args=[registration.token])


def newest():
    return Registration.objects.latest("pk")


def mails_to(email=SENT["email"]):
    """The oldest first."""
    return list(Mail.objects.filter(to=email).order_by("pk"))


def link_in(mail):
    return "/" + re.search(r"http://testserver/(\S+)", mail.text)[1]


def words(response):
    """The text of a page, its white space as one blank."""
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(text.split())


def ask(form, label="Prehrana", *, kind="text", stage="register", **told):
    return Question.objects.create(form=form, label_sl=label, label_en=label, kind=kind, stage=stage, **told)


def answers_of(registration):
    found = registration.answers.select_related("question", "companion")
    told = [(answer.question_id, answer.companion_id or 0, answer) for answer in found]
    ordered = [answer for _question, _companion, answer in sorted(told, key=lambda one: one[:2])]
    return [(answer.question.label, str(answer.companion or ""), answer.value) for answer in ordered]
