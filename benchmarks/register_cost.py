"""What a register of 1,000 signatures, its lists at the desk and a verification cost, in
units of a bare Django view that returns 20 kB.

    DATABASE_URL=sqlite:////tmp/throw-away.sqlite3 python benchmarks/register_cost.py

Makes the commitment with its signatures, and one of 3 signatures to compare the number of queries; deletes both again.
Measured as in `page_cost.py`; `cold` is a first visit in milliseconds, when nothing of the register is kept yet.
"""

import datetime as dt
import hashlib
import signal
import socket
import sys
import time

import setup

setup.start()

import page_cost
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from catalogue.caches import forget_all
from partners.models import Partner, User
from plans.models import Commitment, SignableText, Signature, SignatureGroup, SigningCertificate
from publishing import versions

MANY, FEW = 1_000, 3
BUDGETS = {"register": 50, "register, a country": 50, "commitment": 50, "signatory": 25, "verification": 15}
DESK = {"signatures, desk": 50, "duties, desk": 50, "signing day": 50}
BUDGETS |= DESK
DUTIES = [
    {
        "key": f"d{n}",
        "text_sl": f"Dolžnost {n}",
        "text_en": f"Duty {n}",
        "sort": "other",
        "months": 12 * n,
        "every": None,
    }
    for n in (1, 2, 4)
]
STATES = ("active",) * 8 + ("on_hold", "withdrawn")
COUNTRIES = ("SI", "IT", "AT", "DE", "FR")
MANDATE, SIGNED, LATER = dt.date(2026, 1, 10), dt.date(2026, 2, 1), dt.date(2026, 3, 1)


def made_register(number):
    """A public commitment with a text that so many organisations signed, every tenth in a group of three."""
    commitment = Commitment(title_sl=f"Zaveza {number} podpisov", title_en=f"A commitment of {number} signatures")
    commitment.type, commitment.stage, commitment.body_sl = "commitment", "signing", "Besedilo. " * 200
    commitment.publish()
    dossier = versions.adopt(commitment)
    text = SignableText(dossier=dossier, version=dossier.versions.get(), number=1, duties=DUTIES)
    for code in ("sl", "en"):
        setattr(text, f"text_{code}", f"{number} {code}\n")
        setattr(text, f"sha_{code}", hashlib.sha256(f"{number} {code}\n".encode()).hexdigest())
    text.sha = text.sha_sl
    text.save()
    partner = Partner(
        title_sl=f"Občina {number}", title_en=f"Town {number}", country="SI", latitude=46.05, longitude=14.5
    )
    partner.publish()
    groups = [SignatureGroup.objects.create(text=text, name=f"Skupina {n}", sort="shared") for n in range(number // 30)]
    Signature.objects.bulk_create(signature(text, n, groups) for n in range(number))
    first = text.signatures.order_by("pk").first()
    first.partner = partner
    first.save()
    certificate = SigningCertificate.objects.create(
        signature=first, number=f"MER-Z-0000-{number:06}", code=f"{number:Z>12}".replace("0", "Q").replace("1", "W")
    )
    return commitment, text, partner, first, certificate


def signature(text, number, groups):
    state = STATES[number % len(STATES)]
    told = {"state": state, "name": f"Občina številka {number}", "country": COUNTRIES[number % len(COUNTRIES)]}
    told |= {"person": "Oseba", "function": "županja", "mandate_body": "Občinski svet", "mandate_on": MANDATE}
    told |= {"signed_on": SIGNED, "active_since": SIGNED, "held_since": LATER if state == "on_hold" else None}
    told |= {"group": groups[number // 10 % len(groups)] if groups and number % 10 == 0 else None}
    return Signature(text=text, ended_on=LATER if state == "withdrawn" else None, **told)


def addresses(commitment, text, _partner, first, certificate):
    with translation.override("sl"):
        slug = commitment.slug_sl
        register = reverse("register", args=[slug])
        return {
            "commitment": commitment.get_absolute_url(),
            "register": register,
            "register, a country": f"{register}?country=IT",
            "signatory": reverse("signatory", args=[slug, first.pk]),
            "verification": reverse("verify", args=[certificate.code]),
            "signatures, desk": reverse("commitment_signatures", args=[text.dossier_id]),
            "duties, desk": reverse("commitment_duties", args=[text.dossier_id]),
            "signing day": reverse("signing_day", args=[text.dossier_id]),
            "register as JSON": reverse("register_export", args=[slug, "json"]),
        }


def first_visit(address, person):
    """(milliseconds, queries) of a process that keeps nothing of the register."""
    client = signed_in(person) if person else Client(headers={"host": settings.SITE_HOST})
    client.get(address)
    forget_all()
    with CaptureQueriesContext(connection) as asked:
        begun = time.perf_counter()
        client.get(address)
        return (time.perf_counter() - begun) * 1000, len(asked)


def signed_in(person):
    client = Client(headers={"host": settings.SITE_HOST})
    client.force_login(person)
    return client


def report(server, port, many, few, person):
    cookie = f"{settings.SESSION_COOKIE_NAME}={signed_in(person).cookies[settings.SESSION_COOKIE_NAME].value}"
    unit, _size = page_cost.measure(server, port, "/bare/")
    print(f"{'page':<22}{'ms CPU':>8}{'units':>8}{'budget':>8}{'queries':>9}{'of 3':>6}{'cold':>8}{'kB gzip':>9}")
    failed = False
    for (name, address), other in zip(addresses(*many).items(), addresses(*few).values(), strict=True):
        who = person if name in DESK else None
        seconds, size = page_cost.measure(server, port, address, cookie if who else "")
        (cold, asked), (_ms, asked_of_few) = first_visit(address, who), first_visit(other, who)
        units, budget = seconds / unit, BUDGETS.get(name, "")
        failed |= units > (budget or units) or asked != asked_of_few
        row = f"{name:<22}{seconds * 1000:>8.2f}{units:>8.1f}{budget:>8}{asked:>9}{asked_of_few:>6}"
        print(f"{row}{cold:>8.0f}{size / 1000:>9.1f}", flush=True)
    return failed


def main():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    many, few = made_register(MANY), made_register(FEW)
    person = User.objects.create_superuser(email="merilo@example.org")
    server = page_cost.serve(port)
    try:
        failed = report(server, port, many, few, person)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
        for made in (many, few):
            forget(*made)
        person.delete()
    sys.exit(failed)


def forget(commitment, text, partner, _first, certificate):
    certificate.delete()
    text.signatures.all().delete()
    text.delete()
    versions.dossier_of(commitment).delete()
    commitment.delete()
    partner.delete()


if __name__ == "__main__":
    main()
