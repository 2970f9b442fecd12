from itertools import islice

from django.conf import settings
from django.db import migrations
from django.db.models import F
from django.utils import timezone

from catalogue.filing.filing import entry_models
from catalogue.oai.namespace import namespace_of_host

BATCH = 500


def take(apps, schema_editor):
    """Live entries, which are told once they are filed anew (`rebuild_catalogue --if-stale`), and what is gone."""
    apps.get_model("catalogue", "CatalogueState").objects.update(namespace=namespace_of_host(settings.SITE_HOST))
    once = {}
    for model in entry_models():
        if model._meta.model_name not in apps.all_models[model._meta.app_label]:
            continue  # a kind that came later
        kind = str(model.kind)
        live = live_records(apps, kind)
        once[kind] = {*live, *public_once(apps, model, once)}
        save(apps, kind, live.items(), deleted=False)
        save(apps, kind, gone_records(apps, model, once[kind] - set(live)), deleted=True)


def live_records(apps, kind):
    """{primary key: sets}"""
    cards = apps.get_model("catalogue", "Card").objects.filter(kind=kind, waiting=False)
    return {
        pk: sets(kind, [facet.removeprefix("topic:") for facet in facets.split() if facet.startswith("topic:")])
        for pk, facets in cards.values_list("object_id", "facets").iterator()
    }


def public_once(apps, model, once):
    """Primary keys, of chapters only those of books that were public."""
    app, name = model._meta.app_label, model._meta.object_name
    entries = apps.get_model(app, name).objects.filter(status="withdrawn", published_at__lte=timezone.now())
    history = apps.get_model(app, f"Historical{name}").objects.filter(
        status__in=("published", "withdrawn"), published_at__lte=F("history_date")
    )
    if name == "Chapter":
        books = once["guideline"]
        pairs = [*entries.values_list("pk", "book"), *history.values_list("id", "book_id").distinct()]
        return {pk for pk, book in pairs if book in books}
    return {*entries.values_list("pk", flat=True), *history.values_list("id", flat=True).distinct()}


def gone_records(apps, model, pks):
    """Pairs (primary key, sets); the topics of what is deleted are not known any more."""
    content_type = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label=model._meta.app_label, model=model._meta.model_name
    )
    tagged = apps.get_model("catalogue", "TaggedTopic").objects.filter(content_type__in=content_type)
    topics = {}
    for pk, slug in tagged.order_by("pk").values_list("object_id", "tag__slug").iterator():
        if pk in pks:
            topics.setdefault(pk, []).append(slug)
    return [(pk, sets(str(model.kind), topics.get(pk, []))) for pk in sorted(pks)]


def sets(kind, slugs):
    topics = ["topic", *(f"topic:{slug}" for slug in slugs)] if slugs else []
    return f" {' '.join(['kind', f'kind:{kind}', *topics])} "


def save(apps, kind, records, *, deleted):
    record = apps.get_model("catalogue", "Harvested")
    stamp = timezone.now().replace(microsecond=0) if deleted else None
    rows = (
        record(kind=kind, object_id=pk, sets=specs, deleted=deleted, datestamp=stamp) for pk, specs in records
    )
    while batch := list(islice(rows, BATCH)):
        record.objects.bulk_create(batch, ignore_conflicts=True)


def forget(apps, schema_editor):
    apps.get_model("catalogue", "Harvested").objects.all().delete()
    apps.get_model("catalogue", "CatalogueState").objects.update(namespace="")


class Migration(migrations.Migration):
    """What harvesters are told of begins with all that was ever public."""

    dependencies = [
        ("mer_portal", "0006_permissions_of_letters"),
        ("catalogue", "0011_harvested"),
        ("library", "0009_editions"),
        ("partners", "0005_deadlines_and_answers"),
        ("plans", "0010_signature_discarded"),
        ("projects", "0006_newsletters_of_projects"),
        ("tools", "0004_swot_surveys"),
        ("workshops", "0007_public_feedback"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(take, forget)]
