"""My desk: what waits for me, what I work on, what is missing, what is due."""

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from publishing import freshness
from publishing.checking import completeness
from publishing.models import Dossier, Version
from publishing.states import EDITABLE, PUBLIC, State
from publishing.translations import tally
from publishing.writing import WRITINGS, writing_of

MOST = 20


@login_required
@require_safe
def desk(request):
    person = request.user
    context = {
        "reviews": person.reviews.waiting().select_related("version__dossier")[:MOST],
        "to_decide": to_decide(person),
        "to_assign": versions_in(State.REVIEW)[:MOST] if person.is_coordinator else [],
        "drafts": drafts(person),
        "submitted": mine(person, [State.SUBMITTED]),
        "public": mine(person, PUBLIC),
        "due": due(person),
        "adoptable": adoptable(person),
        "notices": person.notices.select_related("dossier")[:5],
        "may_write": person.is_coordinator or bool(person.organisations),
        "today": timezone.localdate(),
    }
    return render(request, "publishing/desk.html", context)


def versions_in(*states):
    return (
        Version.objects.filter(state__in=states).select_related("dossier__owner", "created_by").order_by("-updated_at")
    )


def to_decide(person):
    """Submitted versions this person may publish: of one's organisations as their representative."""
    led = [pk for pk, role in person.organisations.items() if role == "representative"]
    found = versions_in(State.SUBMITTED)
    if not person.is_coordinator:
        found = found.filter(dossier__owner__in=led)
    return found.exclude(contributors=person)[:MOST] if led or person.is_coordinator else []


def mine(person, states):
    """The versions of one's organisations, or that one has opened oneself."""
    own = Q(dossier__owner__in=list(person.organisations)) | Q(created_by=person)
    return versions_in(*states).filter(own).defer("content", "typed")[:MOST]


def drafts(person):
    """What is being written, with how complete it is and how its translations stand."""
    own = Q(dossier__owner__in=list(person.organisations)) | Q(created_by=person)
    return [described(version) for version in versions_in(*EDITABLE).filter(own)[:MOST]]


def described(version):
    dossier = version.dossier
    share, lacking = completeness(dossier.kind, version.content)
    other = next(code for code, _name in Dossier._meta.get_field("language").choices if code != dossier.language)
    return {
        "version": version,
        "dossier": dossier,
        "share": share,
        "lacking": lacking,
        "translation": tally(dossier.kind, version.content, dossier.language, other),
        "language": other,
        "first_stage": writing_of(dossier.kind).stages[0].key,
    }


def due(person):
    return freshness.due_for(list(person.organisations))[:MOST]


def adoptable(person):
    """Public entries of one's organisations that have no dossier yet: a click opens one."""
    found = []
    for writing in WRITINGS.values():
        if writing.owner_field and person.organisations:
            entries = writing.model.objects.published().filter(
                **{f"{writing.owner_field}__in": list(person.organisations)}
            )
            taken = Dossier.objects.filter(kind=writing.kind, object_id__isnull=False).values("object_id")
            found += list(entries.exclude(pk__in=taken).order_by("pk")[:MOST])
    return found
