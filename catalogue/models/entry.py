from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models, transaction
from django.db.models.deletion import Collector
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from catalogue.fields import validate_identifier
from catalogue.files import texts as files
from catalogue.filing import filing
from catalogue.languages import LANGUAGES, shown, translated_fields
from catalogue.models.card import Card, CatalogueState
from catalogue.models.described import Described
from catalogue.models.file_text import FileText
from catalogue.models.kind import Kind
from catalogue.models.old_address import OldAddress
from catalogue.models.topic import TaggedTopic
from catalogue.models.visibility import Confidence, EntryQuerySet, Status, web_addresses
from catalogue.reserved import reserved_slugs
from catalogue.text import slugify_sl
from catalogue.typed import tidy


class Entry(Described, models.Model):
    """What every public type of the portal has in common. Saving an entry files its card.

    A new public type is one subclass with a `kind`, one `Kind` and one template.
    """

    kind = None
    schema_type = "CreativeWork"  # of schema.org
    public_files = ()  # names of the file fields that go out with the entry
    has_sheet = False  # whether its page can be had as a PDF, at the address `<kind>_sheet`
    # What its page shows beside the translated texts, for machines: own fields or methods without arguments, …
    public_facts = ()
    public_links = ()  # … other entries, one or several, of which only the public ones are named …
    public_rows = {}  # … and rows of other tables: the name of the relation and what each row tells
    title_limit = 200
    summary_limit = 400
    max_main_topics = 3
    # Fields a complete entry of this kind has; what is missing shows in the admin's completeness.
    wanted = ("title", "summary", "topics")
    # Lookup paths to all entries whose title, country or being public shows on this entry's card, however far:
    # a change files those that reach the changed entry, not those that follow them in turn.
    card_follows = ()
    card_reads = ()  # further paths to what the card counts, fetched with them
    # Fields that hold one web address a line.
    address_lists = ("more_sources",)
    # Translated fields whose words are found: the body of the entry.
    body_fields = ()
    # Where an imported row's general columns go: body, year, url and country; those not named have no place here.
    import_fields = {}
    import_defaults = {}
    import_hindrance = ""  # why a row cannot make an entry of this kind
    by_steps = ()  # fields that steps of people change, and no spreadsheet

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        blank=True,
        help_text=_("The last part of the address. Left empty, it is made from the title; then it stays."),
    )
    summary = models.TextField(_("summary"), blank=True)
    note = models.TextField(_("note on the sources"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        db_index=True,
        editable=False,
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    external_id = models.CharField(
        _("identifier"),
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_identifier],
        help_text=_("Lasting identifier for exchange with other systems."),
    )
    source = models.URLField(_("source"), max_length=500, blank=True, help_text=_("The page the facts rest on."))
    more_sources = models.TextField(_("further sources"), blank=True, help_text=_("One address per line."))
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence.choices, default=Confidence.CONFIRMED
    )
    licence = models.CharField(_("licence"), max_length=100, blank=True, help_text=_("Such as CC BY 4.0."))

    topics = TaggableManager(through=TaggedTopic, blank=True, verbose_name=_("topics"))
    cards = GenericRelation(Card)
    text_rows = GenericRelation(FileText)  # gone with the entry

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(published_at__isnull=False),
                name="%(app_label)s_%(class)s_published_has_a_date",
            ),
            *(
                models.UniqueConstraint(fields=[f"slug_{code}"], name=f"%(app_label)s_%(class)s_slug_{code}")
                for code in LANGUAGES
            ),
        ]

    def __str__(self):
        return shown(self, "title").text or f"{self.kind} {self.pk}"

    @transaction.atomic
    def save(self, *args, **kwargs):
        CatalogueState.lock()
        is_new = self._state.adding
        self.fill_slugs()
        self.tidy_texts()
        before = {} if is_new else self.stored_slugs()
        super().save(*args, **kwargs)
        OldAddress.note(self, before)
        files.follow(self)
        filing.file_saved(self, is_new)

    def get_absolute_url(self):
        return reverse(self.kind, args=[getattr(self, f"slug_{translation.get_language()}")])

    @transaction.atomic
    def delete(self, *args, **kwargs):
        CatalogueState.lock()
        followers = list(filing.followers(self))
        for model, pks in self.going_too().items():
            filing.unfile(model, pks)
            OldAddress.objects.filter(kind=model.kind, object_id__in=pks).delete()
        result = super().delete(*args, **kwargs)
        for follower in followers:
            if type(follower)._base_manager.filter(pk=follower.pk).exists():
                follower.refresh_from_db()
                follower.file_card()
        return result

    def going_too(self):
        """{model: primary keys} of this entry and those that a delete takes along."""
        collector = Collector(using=self._state.db)
        collector.collect([self])
        return {
            model: [entry.pk for entry in entries]
            for model, entries in collector.data.items()
            if issubclass(model, Entry)
        }

    def clean_fields(self, exclude=None):
        """Lengths are those of the texts as they are kept."""
        tidy(self)
        super().clean_fields(exclude)

    def clean(self):
        super().clean()
        problems = {}
        if not any(getattr(self, f"title_{code}") for code in LANGUAGES):
            problems[f"title_{settings.LANGUAGE_CODE}"] = _("Write the title in at least one language.")
        for code in LANGUAGES:
            for field, limit in (("title", self.title_limit), ("summary", self.summary_limit)):
                try:
                    MaxLengthValidator(limit)(getattr(self, f"{field}_{code}") or "")
                except ValidationError as error:
                    problems[f"{field}_{code}"] = error
        for field in (f"slug_{code}" for code in LANGUAGES):
            if getattr(self, field) in reserved_slugs(self.kind):
                problems[field] = _("Another page of the portal stands at this address. Choose another one.")
        for field in self.address_lists:
            wrong = set(getattr(self, field).split()) - set(web_addresses(getattr(self, field)))
            if wrong:
                text = _("“%(line)s” is not an address. Write one a line, each with http:// or https:// before it.")
                problems[field] = ValidationError(text, params={"line": min(wrong)})
        if problems:
            raise ValidationError(problems)

    def fill_slugs(self):
        """Each language gets an address, from its own title or else from another one; once made it stays."""
        for code in LANGUAGES:
            if not getattr(self, f"slug_{code}"):
                setattr(
                    self,
                    f"slug_{code}",
                    self.free_slug(code, slugify_sl(self.slug_text(code), 100) or self.kind),
                )

    def stored_slugs(self):
        """{language: slug} as the database has them."""
        row = type(self)._base_manager.filter(pk=self.pk).values_list(*(f"slug_{code}" for code in LANGUAGES)).first()
        return dict(zip(LANGUAGES, row or (), strict=False))

    def tidy_texts(self):
        """So that an untouched text stays the same: it is as it is kept, and an empty text is never NULL."""
        for name in (f"{field}_{code}" for field in self.translated_fields() for code in LANGUAGES):
            setattr(self, name, getattr(self, name) or "")
        tidy(self)

    def slug_text(self, code):
        """The words of the address."""
        return getattr(self, f"title_{code}") or shown(self, "title").text

    def free_slug(self, code, wanted):
        others = type(self)._base_manager.exclude(pk=self.pk)
        field = f"slug_{code}"
        taken = set(others.filter(**{f"{field}__startswith": wanted}).values_list(field, flat=True))
        taken |= reserved_slugs(self.kind)
        candidates = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
        return next(slug for slug in candidates if slug not in taken)

    # --- Publishing ---

    @property
    def kind_label(self):
        return Kind(self.kind).label

    @property
    def is_published(self):
        return self.status == Status.PUBLISHED and self.published_at is not None and self.published_at <= timezone.now()

    def public_since(self):
        """The moment from which the public may see the entry."""
        return self.published_at

    def belongs_in_catalogue(self):
        return self.status == Status.PUBLISHED

    def publish(self):
        """Make the entry public. Publishing twice changes nothing; returns whether it changed."""
        if self.status == Status.PUBLISHED:
            return False
        self.status = Status.PUBLISHED
        self.published_at = self.published_at or timezone.now()
        self.save()
        return True

    def withdraw(self):
        """Take the entry off the public pages; returns whether it changed."""
        if self.status != Status.PUBLISHED:
            return False
        self.status = Status.WITHDRAWN
        self.save()
        return True

    # --- Addresses ---

    def addresses(self):
        """The page's address in every language."""
        found = {}
        for code in LANGUAGES:
            with translation.override(code):
                found[code] = self.get_absolute_url()
        return found

    def sheet_address(self):
        return reverse(f"{self.kind}_sheet", args=[getattr(self, f"slug_{translation.get_language()}")])

    def file_address(self, field, width=None):
        """Where one of its files is read, a picture also in one of its widths."""
        if width is None:
            return reverse("file", args=[self.kind, self.pk, field])
        return reverse("file_width", args=[self.kind, self.pk, field, width])

    # --- Languages and completeness ---

    @classmethod
    def translated_fields(cls):
        """Names of the fields that exist once per language, without the address."""
        return [name for name in translated_fields(cls) if name != "slug"]

    def missing_translations(self):
        """Pairs (field, language): texts that exist in some language but not in this one."""
        missing = []
        for field in self.translated_fields():
            if shown(self, field).text:
                missing += [(field, code) for code in LANGUAGES if not getattr(self, f"{field}_{code}")]
        return missing

    def missing_fields(self):
        return [name for name in self.wanted if not self.has(name)]

    def has(self, name):
        if name == "topics":
            return bool(self.pk) and self.topics.exists()
        if name in self.translated_fields():
            return bool(shown(self, name).text)
        return getattr(self, name, None) not in (None, "")  # a neighbour that must be chosen raises while it is not

    def completeness(self):
        """Share of the wanted fields that are filled, in whole per cent."""
        return round(100 * (len(self.wanted) - len(self.missing_fields())) / len(self.wanted))

    # --- Topics ---

    @transaction.atomic
    def set_topics(self, main, touched=()):
        """Replace the topics and file the card, which is found by them."""
        if len(main) > self.max_main_topics:
            raise ValidationError(_("Choose up to three main topics."), code="main_topics")
        CatalogueState.lock()
        mine = TaggedTopic.objects.filter(content_type=ContentType.objects.get_for_model(self), object_id=self.pk)
        mine.delete()
        ranked = dict.fromkeys(main, True) | {topic: False for topic in touched if topic not in main}
        for topic, is_main in ranked.items():  # the order of adding is the order of weight
            TaggedTopic.objects.create(content_object=self, tag=topic, main=is_main)
        self.file_card()

    # --- The card: what it says and how it is found. Each kind answers for itself. ---

    def file_card(self):
        """Whether what the card says changed."""
        return filing.file_card(self)

    def card_detail(self):
        """A few words beside the kind, in the active language: the type, or the period."""
        return ""

    def card_title(self, language):
        return getattr(self, f"title_{language}") or ""

    def card_summary(self, language):
        text = getattr(self, f"summary_{language}") or ""
        if text and (note := self.example_note()):
            with translation.override(language):
                return f"{note}. {text}"
        return text

    def example_note(self):
        """What lists, records of harvesters and archives say first of an entry that was made up; of others nothing."""
        return ""

    def card_title_language(self):
        """Set where the title is a work's own title in one language and is never translated."""
        return ""

    def card_place(self):
        return ""

    def card_by(self):
        """Who stands behind it: an organisation or an author."""
        return ""

    def card_country(self):
        return ""

    def card_date(self):
        """The partial date one would file it under, such as the year of publication."""
        return ""

    def card_position(self):
        """(latitude, longitude) in degrees, or None."""
        return

    def card_projects(self):
        """Primary keys of the projects it belongs to."""
        return []

    def related_projects(self):
        """The project of this entry's own row, for related entries; costs no query."""
        project = getattr(self, "project_id", None)
        return [project] if project else []

    def card_languages(self):
        return [code for code in LANGUAGES if getattr(self, f"title_{code}")]

    def is_related_case(self):
        """Same theme, but no source ties it to the projects: readers must see that."""
        return False

    def is_failure(self):
        return False

    def reuse(self):
        """How often it was taken up elsewhere, as far as the portal knows."""
        return 0

    def card_facets(self):
        """Further pairs (facet, value) that the list of its kind offers."""
        return []

    def narrowed_by(self):
        """Pairs (what, value) by which the index can be narrowed to it, beside the facets; none is counted."""
        return []

    def search_keywords(self):
        """Further words of weight: places, organisations, acronyms."""
        return [self.card_place(), self.card_by()]

    def search_body(self, language):
        """All other words one may look for, in one language."""
        return [getattr(self, f"{field}_{language}") or "" for field in self.body_fields]

    def file_rows(self):
        """The texts of its files, as far as they are read."""
        return files.read_rows(self)

    def linked_data(self):
        """Further properties of schema.org that this kind knows."""
        return {}

    # --- Sources ---

    def sources(self):
        return [self.source, *web_addresses(self.more_sources)] if self.source else web_addresses(self.more_sources)
