"""What is written past the steps (in the administration, by imports, by loading) asks the guard of its kind as well."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied

from catalogue.models import CatalogueState
from publishing.models import Version
from publishing.states import LEADING
from publishing.writing import WRITINGS, refusal_of


def refusals(model, pks):
    """{primary key: why its public text stays as it is just now}; of kinds without a guard nothing is asked."""
    writing = WRITINGS.get(getattr(model, "kind", None))
    if writing is None or writing.guard is None:
        return {}
    content_type = ContentType.objects.get_for_model(model)
    leading = Version.objects.filter(dossier__content_type=content_type, dossier__object_id__in=pks, state__in=LEADING)
    rows = leading.select_related("dossier").defer("content", "typed").order_by("pk")
    asked = {version.dossier.object_id: refusal_of("publish", version) for version in rows}
    return {pk: reason for pk, reason in asked.items() if reason}


def refusal(entry):
    """The same of one entry, as a sentence; empty where it may be changed."""
    return refusals(type(entry), [entry.pk]).get(entry.pk, "") if entry.pk else ""


def insist(model, pks):
    """Asked for the last time, under the lock: whoever comes between has won, and nothing is written."""
    CatalogueState.lock()
    for reason in refusals(model, pks).values():
        raise PermissionDenied(reason)
