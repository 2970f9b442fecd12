"""Plans in consultation for tests, and what people say of them."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from plans.consulting import answering, calls, commenting
from plans.life import adopting
from plans.models import Call, Contribution
from tests.documents import make_pdf
from tests.plans.planning import publish_plan

TOLD = {"text": "Parovod naj gre ob cesti.", "name": "Ana Bralka", "email": "ana@example.org", "language": "sl"}
SENT = {"text": TOLD["text"], "name": TOLD["name"], "email": TOLD["email"], "consent": "on"}


def day(count):
    return timezone.localdate() + timedelta(days=count)


def open_consultation(people, version=None, days=20, **told):
    """A plan that is public, in consultation from today; returns the call."""
    version = version or publish_plan(people)
    given = {"opens": day(0), "closes": day(days - 1), "contact": "Ana"} | told
    return calls.open_consultation(dossier=version.dossier, by=people.representative, **given)


def ask_for_contributions(people, dossier):
    """A call for contributions with one link; returns the link."""
    told = {"opens": day(0), "closes": day(5), "contact": "Ana"}
    call = calls.ask_for_contributions(dossier=dossier, by=people.editor, **told)
    [link] = calls.make_links(call=call, labels=["Zbornica"], have=0)
    return link


def said(call, state=Contribution.State.WAITING, **told):
    """A comment in this state; the people who read it are not asked."""
    comment = commenting.say(call=call, **TOLD | {"relation": "", "row_key": ""} | told)
    if state != Contribution.State.UNCONFIRMED:
        commenting.confirm(comment.pk)
        Contribution.objects.filter(pk=comment.pk).update(state=state, reason="Žaljivo." * (state == "hidden"))
    comment.refresh_from_db()
    return comment


def answered(people, comment, position="not", public=True, **told):
    texts = {"answer_sl": "Cesta je preozka.", "answer_en": ""} | told
    answering.answer(comment=comment, by=people.editor, position=position, **texts)
    if public:
        answering.publish_answers(call=comment.call, by=people.representative)


def over(call, days=1):
    """The last day of the call was so many days ago; nobody has ended it yet."""
    Call.objects.filter(pk=call.pk).update(opens=day(-40), closes=day(-days))
    call.refresh_from_db()
    return call


def decision():
    return ContentFile(make_pdf("Sklep občinskega sveta"), "sklep.pdf")


def adopt(people, version, by=None, **told):
    given = {"decided_on": day(0), "document": decision(), "body_sl": "Občinski svet", "gaps_sl": "Sledi."} | told
    return adopting.adopt(dossier=version.dossier, version=version, by=by or people.representative, **given)
