"""Adds to the shipped content what a browser must also meet; prints where everything is as JSON.

Run in a process of its own, on the database of the served portal.
"""

import json
import sys
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from catalogue.languages import LANGUAGES
from catalogue.models import Card, Kind
from library.models import Chapter, Edition, Evidence, Practice
from partners.leaving import asking
from partners.models import Partner, Place, Post, User
from plans.models import Adoption, SignatureGroup
from plans.signing.texts import open_text
from publishing.sections import sections
from tests.browser.attended import add_attended_event
from tests.browser.communicated import add_communication
from tests.browser.dossiers import add_disputed, add_reviewed
from tests.browser.exchanged import add_exchange
from tests.browser.letters import add_letter
from tests.browser.networks import add_networks
from tests.browser.pages import OF_PLANS
from tests.browser.people import (
    ADMINISTRATOR,
    COORDINATOR,
    DISPUTED,
    EDITOR,
    ORGANISATION,
    PASSWORD,
    REPRESENTATIVE,
    REVIEWERS,
)
from tests.factories import make, make_run
from tests.plans.advocacy.arguing import publish_recommendation
from tests.plans.consulting.talking import answered, open_consultation, said
from tests.plans.delivery.reporting import adopted_plan
from tests.plans.planning import FULL, begin_plan, next_version, publish_plan
from tests.plans.register.registering import certified, put
from tests.plans.signing.signing import publish_commitment
from tests.plans.test_standing import publish_report
from tests.workshops.coming import comes, make_event, open_form, wishes
from tests.workshops.registering.coming_by_page import ask
from tests.workshops.visits.visiting import make_visit
from tools.runs import publishing as keeping
from workshops.models import Transfer
from workshops.organising import demo
from workshops.registering.steps import withdraw

CONFIRMED_PAGES = ("change", "follow_up", "withdraw")


def add_people():
    coordinator = User.objects.create_user(COORDINATOR, PASSWORD, name="Koordinatorka", is_staff=True)
    coordinator.groups.add(Group.objects.get(name="Coordinators"))
    administrator = User.objects.create_superuser(ADMINISTRATOR, PASSWORD, name="Skrbnik")
    organisation = Partner(title_sl=ORGANISATION, title_en="Zelenika development company")
    organisation.publish()
    editor = User.objects.create_user(EDITOR, PASSWORD, name="Urednica")
    representative = User.objects.create_user(REPRESENTATIVE, PASSWORD, name="Predstavnik")
    organisation.memberships.create(user=editor, role="editor")
    organisation.memberships.create(user=representative, role="representative")
    reviewers = [User.objects.create_user(email, PASSWORD, name=email.partition("@")[0]) for email in REVIEWERS]
    for reviewer in reviewers:
        reviewer.groups.add(Group.objects.get(name="Reviewers"))
    for person in (coordinator, administrator, editor, representative, *reviewers):
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


def picture():
    data = BytesIO()
    Image.new("RGB", (640, 360), "#0b6b4f").save(data, "PNG")
    return ContentFile(data.getvalue(), "slika.png")


def add_full_practice():
    """Every part of a practice page at once; shipped ones have no picture and no rows of evidence."""
    practice = Practice(
        title_sl="Zelenika: skupna sončna elektrarna",
        title_en="Zelenika: a shared solar power station",
        summary_sl="Podjetja cone so si postavila skupno sončno elektrarno.",
        summary_en="The firms of the zone built a shared solar power station.",
        solution_sl="Podjetja so najela strehe.",
        solution_en="The firms rented roofs.",
        outcome="failure",
        confidence="partial",
        related_case=True,
        cost="125000.50",
        start="2019-03",
        end="2021",
        source="https://example.org/zelenika",
        more_sources="https://example.org/se-ena",
        links="https://example.org/povezava",
        image=picture(),
        image_alt_sl="Strehe s sončnimi celicami",
        image_alt_en="Roofs with solar cells",
        image_credit="Foto: občina",
    )
    practice.publish()
    Evidence.objects.create(
        practice=practice, indicator_sl="Moč", indicator_en="Power", unit="kW", before=0, after=250, year=2021
    )
    return practice


def add_slovenian_practice():
    practice = Practice(title_sl="Samo po slovensko", summary_sl="Povzetek.", solution_sl="Kaj je bilo storjenega.")
    practice.publish()
    return practice


def add_post():
    """A kind of which nothing is shipped."""
    post = Post(title_sl="Novica o mreži", title_en="News of the network")
    post.body_sl, post.body_en = "Vsebina novice.", "Text of the news."
    post.publish()


def add_idea_and_opportunity():
    """Of their posts, too; the deadline is by other clocks than ours."""
    told = {"partner": writers().own, "summary_sl": "Za vse v coni.", "summary_en": "For all in the zone."}
    make(Post, type="idea", title_sl="Skupni kombi", title_en="A shared van", **told)
    deadline = {"deadline_on": timezone.localdate() + timedelta(30), "deadline_zone": "Europe/Lisbon"}
    call = told | deadline | {"funder": "Interreg", "call_url": "https://example.org/razpis", "amount_sl": "50.000 EUR"}
    make(Post, type="opportunity", title_sl="Razpis za cone", title_en="A call for zones", **call)


def add_transfers(practice):
    """The practice taken over, and taken over again from there; nothing is shipped of this kind."""
    place, other = Place.objects.exclude(latitude=None).order_by("pk")[:2]
    practice.place, practice.organisation = place, writers().own
    practice.save()
    first = make(
        Transfer, practice=practice, place=other, stage="established", start="2022", adaptation_sl="Druge strehe."
    )
    first.evidence.create(indicator_sl="Moč", indicator_en="Power", unit="kW", after=90, year=2023)
    first.confirmations.create(side="adopter", says="yes")
    first.confirmations.create(side="origin", says="no", reason="Z nami niso govorili.")
    make(Transfer, practice=practice, builds_on=first, stage="dropped", lessons_sl="Ni bilo denarja.")
    return first


def add_runs():
    """A public run and another of the same question that only its author sees; the public one is returned."""
    author, organisation = User.objects.get(email=EDITOR), Partner.objects.get(title_sl=ORGANISATION)
    kept = {"analysis": "composite", "author": author, "organisation": organisation, "note": "Podatki so javni."}
    make_run(title="Poslovne cone in njihovi cilji", example="zones", **kept)
    public = make_run(title="Manjša mesta v primerjavi", example="towns", **kept)
    keeping.publish(run=public)
    return public


def add_edition():
    """The first edition of the handbook; pages of books, by name and language."""
    call_command("approve_first_edition", stdout=sys.stderr)
    edition = Edition.objects.get()
    chapter = edition.book.chapters.published().in_order().filter(role=Chapter.Role.CHAPTER).first()
    section = sections(chapter.body_sl)[-1].anchor
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            slug = getattr(edition.book, f"slug_{code}")
            search = reverse("search_book", args=[slug]) + "?q=energija"
            suggest = reverse("suggest", args=["chapter", chapter.pk, "body", code, section])
            for name, address in (
                ("edition", edition.get_absolute_url()),
                ("edition_chapter", reverse("edition_chapter", args=[edition.book_id, edition.number, 2])),
                ("book_search", search),
                ("suggest_correction", suggest),
            ):
                found.setdefault(name, {})[code] = address
    return found


def writers():
    """Who writes for the organisation, and the organisation."""
    return SimpleNamespace(
        own=Partner.objects.get(title_sl=ORGANISATION),
        editor=User.objects.get(email=EDITOR),
        representative=User.objects.get(email=REPRESENTATIVE),
    )


def add_adopted_plan():
    """The number of the dossier of a plan that was adopted and is not reported on yet."""
    stakeholders = [{"uid": "s1", "name_sl": "Mestni svet", "sector": "public", "role": "lead"}]
    titles = {"title_sl": "Podgora: načrt za cono", "title_en": "Podgora: plan for the zone"}
    return adopted_plan(writers(), stakeholders=stakeholders, **titles).pk


def add_consultation():
    """(dossier of a plan in consultation, its public pages by name and language), with a comment and its answer."""
    people = writers()
    titles = {"title_sl": "Zelenika: načrt za cono", "title_en": "Zelenika: plan for the zone"}
    call = open_consultation(people, publish_plan(people, begin_plan(people), **titles), question_sl="Kaj manjka?")
    answered(people, said(call, "shown", relation="actions", row_key="a1", show_name=True))
    said(call)
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            slug = getattr(call.dossier.entry, f"slug_{code}")
            found.setdefault("plan_consultation", {})[code] = reverse("plan_consultation", args=[slug])
            found.setdefault("plan_comment", {})[code] = reverse("plan_comment", args=[slug, "actions", "a1"])
    return call.dossier, found


def add_dossiers():
    """The numbers of dossiers of practices, by what they are for."""
    people, reviewers = writers(), [User.objects.get(email=email) for email in REVIEWERS]
    reviewed = add_reviewed(people, reviewers, User.objects.get(email=COORDINATOR))
    return {"reviewed": reviewed, "disputed": add_disputed(people, DISPUTED)}


def add_plan():
    """A plan with everything in it, in its second version, adopted and reported on; its pages by name and language."""
    people = writers()
    version = publish_plan(people, **FULL)
    told = [
        {"key": "a1", "status": "ongoing", "progress": 40},
        {"key": "a2", "status": "dropped", "reason_sl": "Ni denarja."},
    ]
    publish_report(version.dossier, actions=told, milestones=[{"key": "m1", "reached_on": "2026-06-20"}])
    Adoption.objects.create(
        dossier=version.dossier,
        version=version,
        content_sha256="0" * 64,
        body_sl="Občinski svet",
        decided_on="2026-05-12",
    )
    next_version(people, version, summary_sl="Cona porabi manj.")
    return pages_of_plan(version.dossier.entry) | {"plan_version": addresses_of(version)}


def add_register():
    """The public pages of a commitment that a few organisations signed, by name and language."""
    titles = {"title_sl": "Zaveza za skupne cone", "title_en": "Commitment for shared zones"}
    version = publish_commitment(writers(), **titles)
    text = open_text(dossier=version.dossier, by=writers().representative)
    group = SignatureGroup.objects.create(text=text, name="Občine ob Savi", sort="shared")
    first = put(text, "Občina Vič", partner=writers().own)
    for name in ("Občina Sevnica", "Občina Krško"):
        put(text, name, group=group)
    put(text, "Comune di Prova", "on_hold", country="IT")
    put(text, "Občina Bled", "withdrawn")
    code, found = certified(first).code, {"signed_commitment": version.dossier.entry.addresses()}
    for language in LANGUAGES:
        with translation.override(language):
            slug = getattr(version.dossier.entry, f"slug_{language}")
            args = {"register": [slug], "signatory": [slug, first.pk], "verify_form": [], "verify": [code]}
            for name, values in args.items():
                found.setdefault(name, {})[language] = reverse(name, args=values)
    return found


def add_open_commitments():
    """The page of a commitment that waits for signatures, one for each language in which a test signs."""
    found = {}
    for code in LANGUAGES:
        titles = {"title_sl": f"Listina za podpis ({code})", "title_en": f"Charter to sign ({code})"}
        version = publish_commitment(writers(), **titles)
        open_text(dossier=version.dossier, by=writers().representative)
        found[code] = version.dossier.entry.addresses()[code]
    return found


def add_registrations():
    """An event that takes registrations, its form, and the own pages of people at each point of their way."""
    event = make_event(title_sl="Delavnica o souporabi", title_en="Workshop on sharing", location_sl="Velenje")
    told = {"intro_sl": "Povejte, kaj vas zanima.", "practical_sl": "Avtobus čaka ob 8.00.", "most_party": 3}
    form = open_form(event, capacity=3, **told)
    ask(form, "Prehrana", each_person=True, required=True, sensitive=True)
    choices = [{"key": key, "sl": key, "en": key} for key in ("M", "L")]
    ask(form, "Majica", kind="choice", choices=choices)
    ask(form, "Prihod", kind="date", stage="follow_up")
    leaves, unproven = comes(form, 2), wishes(form)
    confirmed, offered, waits = comes(form, email="potrjena@example.org"), comes(form, 3, least=1), comes(form)
    withdraw(registration=leaves)
    own = {"confirmed": confirmed, "offered": offered, "waiting": waits, "unproven": unproven, "left": leaves}
    found = {f"registration_{name}": in_languages("my_registration", one.token) for name, one in own.items()}
    found |= {f"registration_{name}": in_languages(f"registration_{name}", confirmed.token) for name in CONFIRMED_PAGES}
    found["event_registration_sent"] = in_languages("event_registration_sent", event.slug)
    found["registration_link"] = in_languages("registration_link", event.slug)
    return found | {
        "event_registration": in_languages("event_registration", event.slug),
        "open_event": event.addresses(),
    }


def in_languages(name, *args):
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = reverse(name, args=args)
    return found


def add_organised_event():
    """An event that the organisation runs: registrations in every state, a wish for a change, and a mail."""
    event = demo.make(Partner.objects.get(title_sl=ORGANISATION), lambda number: f"udelezenec{number}@example.org")
    confirmed = event.registration_form.registrations.get(state="confirmed")
    question = event.registration_form.questions.get(kind="choice")
    confirmed.change_requests.create(
        proposed={"companions": [], "answers": [{"person": 0, "question": question.pk, "value": "no"}]}
    )
    event.event_mails.create(subject_sl="Avtobus", body_sl="Zbor ob 8.00.", audience={"states": ["confirmed"]})
    event.roles.create(user=User.objects.get(email=EDITOR), role="door")
    return event


def addresses_of(entry):
    found = {}
    for code in LANGUAGES:
        with translation.override(code):
            found[code] = entry.get_absolute_url()
    return found


def pages_of_plan(plan):
    found = {"full_plan": plan.addresses()}
    for code in LANGUAGES:
        with translation.override(code):
            slug = getattr(plan, f"slug_{code}")
            for name in OF_PLANS:
                args = [slug, "a1"] if name == "plan_action" else [slug]
                found.setdefault(name, {})[code] = reverse(name, args=args)
    return found


def example(kind):
    """The address of the first entry of the kind, by language."""
    card = Card.objects.live().of_kind(kind).order_by("-score", "pk").first()
    return {"sl": card.address_sl, "en": card.address_en}


def add_visits():
    """Study visits in which the organisation takes part, in three weeks and over: {name: numbers}.

    The numbers are those of the event, of a question that waits, and of the organisation.
    """
    people, found = writers(), {}
    for name, in_days in (("coming", 20), ("over", -2)):
        made = make_visit(in_days=in_days, partners=[people.own], languages_needed="slovenščina, nemščina")
        for partner in (made.host, made.coming, made.invited, made.other):
            partner.title_sl += f" {in_days}"  # no two pages have the same title
            partner.save()
        questions = {"partner": people.own, "by": people.editor, "practice": made.practices[0]}
        waiting = made.visit.questions.create(text="Kdo je plačal toplovod?", **questions)
        made.visit.questions.create(
            text="Koliko podjetij je priključenih?", answer_sl="Štiri.", answered_at=timezone.now(), **questions
        )
        found[name] = [made.event.pk, waiting.pk, people.own.pk]
    return found


def add_leaving():
    """A reviewer asked to be erased; the page behind the link of the mail."""
    token = asking.ask(User.objects.get(email=REVIEWERS[1])).token
    return {code: in_language(code, token) for code in ("sl", "en")}


def in_language(code, token):
    with translation.override(code):
        return reverse("leaving", args=[token])


def main():
    with transaction.atomic():
        add_people()
        full, slovenian = add_full_practice(), add_slovenian_practice()
        add_post()
        add_idea_and_opportunity()
        add_communication()
        transfer = add_transfers(full)
        run = add_runs()
        plan, (consulted, consultation) = add_adopted_plan(), add_consultation()
        of_plans, dossiers = consultation | add_plan(), add_dossiers()
        of_commitments, to_sign = add_register(), add_open_commitments()
        publish_recommendation(writers())
        attended = add_attended_event()
        of_events, organised = add_registrations(), add_organised_event()
        of_letters, of_exchange = add_letter(User.objects.get(email=COORDINATOR)), add_exchange()
        network, of_networks = add_networks(writers().own)
    addresses = {kind.value: example(kind) for kind in Kind} | add_edition() | of_plans | of_commitments | of_events
    addresses |= {"transfer": transfer.addresses()} | of_letters | of_exchange | of_networks
    addresses |= {"leaving": add_leaving()}
    addresses |= {"full_practice": full.addresses(), "slovenian_practice": slovenian.addresses()}
    staged = {"practice": full.pk, "run": run.slug, "plan": plan, "consulted": consulted.pk, "dossiers": dossiers}
    staged["visits"] = add_visits()
    staged["organised"] = organised.pk
    staged["attended"] = attended
    staged["to_sign"] = to_sign
    staged["network"] = network
    json.dump({"addresses": addresses} | staged, sys.stdout)
