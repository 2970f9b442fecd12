"""Registers for tests: signatures in any state, written straight into the database, and pages read as words."""

import datetime as dt
import hashlib
import re

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation

from partners.models import Partner
from plans.models import Commitment, Signature, SigningCertificate
from tests.factories import make

SIGNED_ON = dt.date(2026, 9, 15)
MANDATE_ON = dt.date(2026, 8, 31)
ENDED_ON = dt.date(2026, 11, 2)
ENDED = ("withdrawn", "lapsed", "superseded")
PAPER = b"%PDF-1.7\n%certificate\n%%EOF\n"


def put(text, name, state="active", **fields):
    """A signature in a state as the steps would have left it; its person and its mandate are told."""
    told = {
        "name": name,
        "country": "SI",
        "person": "Ana Županja",
        "function": "županja",
        "email": "skrito@example.org",
        "mandate_body": "Občinski svet",
        "mandate_on": MANDATE_ON,
        "mandate_reference": "032-1/2026",
        "signed_on": SIGNED_ON,
        "active_since": SIGNED_ON if state in ("active", "on_hold", *ENDED) else None,
        "held_since": ENDED_ON if state == "on_hold" else None,
        "ended_on": ENDED_ON if state in ENDED else None,
        "state": state,
    }
    return Signature.objects.create(text=text, **told | fields)


def partner_at(name, latitude, longitude, city="Ljubljana", **fields):
    return make(
        Partner,
        title_sl=name,
        title_en=name,
        country="SI",
        city=city,
        city_sl=city,
        city_en=city,
        latitude=latitude,
        longitude=longitude,
        **fields,
    )


def certified(signature, number="MER-Z-2026-000001", code="ABCDEFGHJKLM", content=PAPER, **fields):
    certificate = SigningCertificate(
        signature=signature, number=number, code=code, sha256=hashlib.sha256(content).hexdigest(), **fields
    )
    certificate.file.save(f"{code}.pdf", ContentFile(content), save=False)
    certificate.save()
    return certificate


def bytes_of(certificate):
    with certificate.file.open("rb") as stored:
        return stored.read()


def below(name, *args, language="en"):
    """An address below that of the commitment there is."""
    with translation.override(language):
        return reverse(name, args=[getattr(Commitment.objects.get(), f"slug_{language}"), *args])


def address(language="en"):
    return Commitment.objects.get().addresses()[language]


def words_of(response, status=200):
    """The words of a page, without tags."""
    assert response.status_code == status
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).replace(" ,", ",")


def names_listed(response):
    return re.findall(r'<a href="[^"]+/\d+/"><bdi>([^<]+)</bdi>', response.content.decode())
