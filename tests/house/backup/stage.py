"""What stands on the machine that is backed up, and what is asked of machines; both run there, as `manage.py shell`."""

import hashlib
import json

from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone, translation

from catalogue import audit
from catalogue.models import AuditEvent, Card, CatalogueState, Harvested
from library.models import Practice, Publication
from partners.models import Leaving
from publishing import mail
from publishing.models import Mail
from tests.factories import make, make_person

GONE = "ana.novak@example.org"
NAMES = ["zelene-strehe.pdf", "čebelnjak pri Žalcu.pdf", "prazno.txt"]
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def say(value):
    print(json.dumps(value))  # noqa: T201  the answer


def fill():
    """Entries with files, people, a session, a mail that waits."""
    call_command("createcachetable", verbosity=0)
    CatalogueState.objects.get_or_create(pk=1)
    for name in ("Coordinators", "Reviewers"):
        Group.objects.get_or_create(name=name)
    for number, name in enumerate(NAMES):
        stored = default_storage.save(f"publications/{name}", ContentFile(name.encode() * number))
        make(Publication, title_sl=f"Poročilo {number} o strehah", title_en=f"Report {number} on roofs", file=stored)
    for number in range(3):
        make(Practice, title_sl=f"Zelene strehe {number}", title_en=f"Green roofs {number}", summary_sl="Energija.")
    person = make_person(GONE, name="Ana Novak")
    Leaving.objects.create(person=person, due_at=timezone.now())
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session.save()
    cache.set("x", "y")
    audit.note(audit.Action.SIGN_IN, by=person)
    mail.post(key="staged", to=GONE, language="sl", subject="Pozdrav", text="Ana", html="", person=person)
    say(None)


def look():
    say({"pages": pages(), **state()})


def pages():
    """{address: status and sum of what it shows} of home page, search and entries, without what is of the moment."""
    addresses = [reverse("home")]
    for code in ("sl", "en"):
        with translation.override(code):
            addresses.append(f"{reverse('catalogue')}?q=streha")
    for card in Card.objects.order_by("pk"):
        addresses += [card.address_sl, card.address_en]
    with override_settings(STORAGES={"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}} | PLAIN):
        client = Client(HTTP_HOST="portal.example.eu")
        answers = {address: client.get(address) for address in addresses}
    return {address: [found.status_code, summed(found.content)] for address, found in answers.items()}


def summed(content):
    kept = [line for line in content.splitlines() if b"csrf" not in line and b"nonce" not in line]
    return hashlib.sha256(b"\n".join(kept)).hexdigest()


def state():
    """What a restore sees to."""
    return {
        "broken": audit.broken(),
        "events": list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)),
        "due": mail.due().count(),
        "waiting": Mail.objects.filter(state=Mail.State.WAITING).count(),
        "stamps": sorted(str(stamp) for stamp in Harvested.objects.values_list("datestamp", flat=True).distinct()),
    }
