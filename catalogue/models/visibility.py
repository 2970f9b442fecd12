"""Who may see an entry, and what follows from it: the same for pages, admin, sitemap, files and exports."""

import re

from django.contrib.contenttypes.models import ContentType
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.json_rows import JSONRow, JSONRows
from catalogue.languages import LANGUAGES
from catalogue.models.preview import Preview
from catalogue.models.topic import TaggedTopic
from catalogue.prepared import present

RECOMMENDING = "recommendationevidence_rows"  # the relation of evidence of recommendations
LANGUAGE_CODE = re.compile("[a-z]{2,3}")
validate_language_codes = RegexValidator(
    r"\A[a-z]{2,3}(\s*,\s*[a-z]{2,3})*\Z", _("Write codes of languages with commas between: en, fr")
)


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Confidence(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    PARTIAL = "partial", _("Partly confirmed")
    UNCERTAIN = "uncertain", _("Uncertain")


def public(entry):
    """The entry a foreign key leads to, if the public may know of it; else None."""
    return entry if entry and entry.is_published else None


def public_name(entry):
    return str(entry) if public(entry) else ""


def web_addresses(text):
    """The http and https addresses of a text that holds one a line."""
    return [line for line in text.split() if line.startswith(("http://", "https://"))]


def language_codes(text):
    """The codes of languages in a text such as “en, fr”; anything else is passed over."""
    return [code for code in re.split(r"[\s,;]+", text.lower()) if LANGUAGE_CODE.fullmatch(code)]


def published_through(name):
    """A condition for rows: the entry behind this foreign key is public."""
    return models.Q(**{f"{name}__status": Status.PUBLISHED, f"{name}__published_at__lte": present()})


def published_rows(model, relation):
    """Prefetch entries that point here from an app further right, the published ones only."""
    related = model._meta.get_field(relation).related_model
    return models.Prefetch(relation, related.objects.published().order_by("pk"))


def linked_rows(entries):
    """As much of these entries as links to them need, in the query of another one."""
    names = [f"{name}_{code}" for name in ("title", "slug") for code in LANGUAGES]
    return JSONRows(entries.values(row=JSONRow(**{name: name for name in names})))


def resting_rows(model, path="pk", relation="planevidence_rows"):
    """Plans, further right, whose evidence names what an entry has at this path: as `linked_rows`.

    With `RECOMMENDING` as the relation: recommendations.
    """
    found = model._meta.get_field(relation)
    return linked_rows(found.related_model.objects.resting(found.field.name, path))


def transfer_rows(model, relation, path):
    """Public transfers, further right, that have this entry at this path: what lists show of each, in its own query."""
    transfers = model._meta.get_field(relation).related_model.objects
    return JSONRows(transfers.published().filter(**{path: models.OuterRef("pk")}).as_rows())


class EntryQuerySet(models.QuerySet):
    """Who may see what, and what a page needs: the same for pages, admin, feeds, sitemap and exports."""

    def published(self):
        return self.filter(status=Status.PUBLISHED, published_at__lte=present())

    def visible_to(self, user):
        """The public sees what is published; staff who may view the model also see drafts."""
        return self if self.shows_drafts_to(user) else self.published()

    def shows_drafts_to(self, user):
        opts = self.model._meta
        return user.is_active and user.is_staff and user.has_perm(f"{opts.app_label}.view_{opts.model_name}")

    def delete(self):
        """One by one, so that cards and followers hear of it; all or none."""
        with transaction.atomic():
            deleted = [entry.delete()[0] for entry in self]
        return sum(deleted), {self.model._meta.label: len(deleted)}

    delete.alters_data = True
    delete.queryset_only = True

    def with_topics(self):
        """`topic_rows`: slug and labels of the topics, main ones first, in the entry's own query."""
        names = {f"name_{code}": models.F(f"tag__name_{code}") for code in LANGUAGES}
        rows = (
            TaggedTopic.objects.filter(
                object_id=models.OuterRef("pk"),
                content_type=ContentType.objects.get_for_model(self.model).pk,  # kept in the process
            )
            .order_by("-main", "pk")
            .values(row=JSONRow(slug="tag__slug", main="main", **names))
        )
        return self.annotate(topic_rows=JSONRows(rows))

    def with_page(self):
        """All that the page of one entry shows; each kind adds its own."""
        return self.with_topics().with_preview()

    def with_preview(self):
        """`preview_digest` names its picture in the page's language, where one is drawn."""
        own = {"kind": self.model.kind, "object_id": models.OuterRef("pk"), "language": get_language()}
        return self.annotate(preview_digest=models.Subquery(Preview.objects.drawn().filter(**own).values("digest")))
