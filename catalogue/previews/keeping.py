"""Which cards lack their pictures, and how these are drawn and kept: by the worker, the daily round or a command."""

import secrets

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalogue.jobs import may_run_twice
from catalogue.languages import LANGUAGES
from catalogue.models import Card, CatalogueState, Preview
from catalogue.previews.drawing import draw
from catalogue.previews.faces import digest_of, faces_of, look

AT_ONCE = 20  # cards of one job: some seconds, after which mails have their turn
IN_A_ROUND = 100  # more would hold up the next round
BEHIND_ALL_ELSE = -50


# --- What waits ---


def to_draw():
    """Public cards without a picture of what they now say, in one language or the other."""
    lacking = (~Exists(current(code)) for code in LANGUAGES)
    return Card.objects.live().filter(Q(*lacking, _connector=Q.OR)).order_by("pk")


def current(language):
    """Pictures, in this language, of which the card they are of has said nothing new."""
    same = {"kind": OuterRef("kind"), "object_id": OuterRef("object_id"), "language": language}
    return Preview.objects.filter(**same, drawn_at__isnull=False, digest__startswith=look())


def follow(model, pks):
    """Cards of these entries are new or say something else: the worker looks at their pictures after the commit."""
    Preview.objects.of(model, pks).update(drawn_at=None)
    transaction.on_commit(hand_on, robust=True)


def hand_on():
    """One waiting job is enough: it draws all that it finds."""
    waiting = DBTaskResult.objects.filter(task_path=draw_waiting.module_path, status=TaskResultStatus.READY)
    if not waiting.exists():
        draw_waiting.enqueue()


def hand_on_what_waits():
    if to_draw().exists():
        hand_on()


@may_run_twice()
@task(priority=BEHIND_ALL_ELSE)
def draw_waiting():
    """Draw for some cards, then leave the rest to a further job."""
    cards = list(to_draw()[:AT_ONCE])
    bring_up(cards)
    if len(cards) == AT_ONCE:
        hand_on()


# --- For the daily round, which begins with the newest: a worker begins with the oldest ---


def for_the_round():
    return to_draw().reverse()[:IN_A_ROUND]


def draw_one(pk):
    return bool(bring_up(Card.objects.live().filter(pk=pk)))


# --- Drawing ---


def bring_up(cards):
    """Draw what these cards lack; returns how many pictures were made."""
    faces = {place_of(card, code): face for card in cards for code, face in faces_of(card).items()}
    digests = {place: digest_of(face) for place, face in faces.items()}
    rows = standing(cards)
    lacking = [place for place, digest in digests.items() if place not in rows or rows[place].digest != digest]
    made = zip(lacking, draw([faces[place] for place in lacking]), strict=True)
    return keep([card.pk for card in cards], digests, dict(made))


def place_of(card, language):
    return card.kind, card.object_id, language


def standing(cards):
    """{place: row}"""
    kinds, pks = {card.kind for card in cards}, {card.object_id for card in cards}
    rows = Preview.objects.filter(kind__in=kinds, object_id__in=pks)
    return {place_of(row, row.language): row for row in rows}


@transaction.atomic
def keep(pks, digests, made):
    """Only what the cards still say, now that nobody else can change them; returns how many pictures are new."""
    CatalogueState.lock()
    cards = Card.objects.live().filter(pk__in=pks)
    rows, kept = standing(cards), 0
    for card in cards:
        for code, face in faces_of(card).items():
            place = place_of(card, code)
            if digests[place] == digest_of(face):
                row = rows.get(place) or Preview(kind=card.kind, object_id=card.object_id, language=code)
                kept += replace(row, digests[place], made[place]) if place in made else confirm(row)
    if kept:
        CatalogueState.bump()  # pages that name the pictures are kept by its version
    return kept


def confirm(row):
    """It says what the card says."""
    Preview.objects.filter(pk=row.pk).update(drawn_at=timezone.now())
    return False


def replace(row, digest, picture):
    """The file first, then its row; the file that it replaces goes after the commit. Whether there is a picture."""
    before, storage = row.file.name, row.file.storage
    row.digest, row.file, row.drawn_at = digest, "", timezone.now()
    if picture is not None:
        token = secrets.token_hex(16)
        row.file.save(f"{token[:2]}/{token}.png", ContentFile(picture), save=False)
    row.save()
    if before:
        transaction.on_commit(lambda: storage.delete(before))
    return picture is not None
