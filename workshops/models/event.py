from functools import partial
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from catalogue.fields import PartialDateField, ends_before, last_day, show_period
from catalogue.languages import shown
from catalogue.models import (
    RECOMMENDING,
    Entry,
    EntryQuerySet,
    Kind,
    language_codes,
    public,
    public_name,
    resting_rows,
    validate_language_codes,
)
from catalogue.zones import HOME_ZONE, ZoneField
from library.models import Practice, Publication
from partners.models import Partner, Place
from partners.models.position import Positioned
from projects.models import Project
from workshops.models.years import NO_YEAR, YEARS

FOLLOWERS = []  # each is called with the key of an event that was saved, once all that was saved with it is in


class EventQuerySet(EntryQuerySet):
    def upcoming(self):
        """Not over yet; an event known to the month only is over with its month."""
        today = timezone.localdate().isoformat()
        still = models.Q()
        for length in (4, 7, 10):
            still |= models.Q(last_day_known=length, end__gte=today[:length])
        return self.annotate(last_day_known=models.functions.Length("end")).filter(still).order_by("start", "pk")

    def with_page(self):
        return (
            super()
            .with_page()
            .select_related("project", "host", "occurrence", "registration_form")
            .prefetch_related(
                "sessions",
                models.Prefetch("materials", Material.objects.select_related("publication")),
                models.Prefetch("places", Place.objects.published().order_by("pk")),
                models.Prefetch("practices", Practice.objects.published().order_by("pk")),
            )
            .annotate(
                plan_rows=resting_rows(Event),
                recommendation_rows=resting_rows(Event, relation=RECOMMENDING),
                in_line=self.in_line(),
            )
        )

    def in_line(self):
        """How many registrations for an event stand in line, counted beside it."""
        form = Event._meta.get_field("registration_form").related_model
        registrations = form._meta.get_field("registrations").related_model.objects
        waiting = registrations.waiting().filter(form__event=models.OuterRef("pk")).order_by()
        counted = waiting.values("form").annotate(number=models.Count("pk")).values("number")
        return models.functions.Coalesce(models.Subquery(counted), 0)


class Event(Positioned, Entry):
    """A workshop, a study visit, a training, a conference: when, where, who, what was seen."""

    class Type(models.TextChoices):
        WORKSHOP = "workshop", _("Workshop")
        STUDY_VISIT = "study_visit", _("Study visit")
        TRAINING = "training", _("Training")
        CONFERENCE = "conference", _("Conference")
        MEETING = "meeting", _("Meeting")
        PUBLIC_EVENT = "public_event", _("Public event")

    kind = Kind.EVENT
    general_type = "Event"
    schema_type = "Event"
    wanted = ("title", "summary", "type", "start", "end", "location", "country", "project")
    card_follows = ("host", "project")
    public_facts = ("type", "start", "end", "timezone", "languages")
    public_links = ("host", "project", "places", "practices")
    public_rows = {
        "sessions": ("day", "time", "ends", "title", "room", "speakers"),
        "materials": ("title", "link", "publication"),
    }
    import_fields = {"year": "start", "country": "country"}

    type = models.CharField(_("type"), max_length=20, choices=Type.choices)
    start = PartialDateField(_("start"))
    end = PartialDateField(_("end"))
    timezone = ZoneField(_("time zone"), default=HOME_ZONE)
    languages = models.CharField(_("languages spoken"), max_length=40, blank=True, validators=[validate_language_codes])
    location = models.CharField(_("place"), max_length=200, blank=True)
    country = CountryField(_("country"), blank=True)
    host = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="hosted_events", verbose_name=_("host")
    )
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("project")
    )
    places = models.ManyToManyField(Place, blank=True, related_name="events", verbose_name=_("areas visited"))
    practices = models.ManyToManyField(
        Practice, blank=True, related_name="events", verbose_name=_("good practices seen")
    )

    objects = EventQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [*Entry.Meta.constraints, *Positioned.Meta.constraints]

    @property
    def zone(self):
        return ZoneInfo(self.timezone)

    def clean(self):
        super().clean()
        refuse_years(start=self.start, end=self.end)
        if ends_before(self.start, self.end):
            raise ValidationError({"end": _("The end is before the start.")})

    def tidy_texts(self):
        super().tidy_texts()
        self.end = self.end or self.start

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        for follow in FOLLOWERS:
            transaction.on_commit(partial(follow, self.pk), robust=True)

    @property
    def language_codes(self):
        return language_codes(self.languages)

    @property
    def is_over(self):
        return bool(self.end) and last_day(self.end) < timezone.localdate()

    def linked_data(self):
        place = {"@type": "Place", "name": self.card_place()} if self.card_place() else None
        organizer = {"@type": "Organization", "name": str(self.host)} if public(self.host) else None
        return {"startDate": self.start, "endDate": self.end, "location": place, "organizer": organizer}

    def card_detail(self):
        return " · ".join(filter(None, [self.get_type_display(), show_period(self.start, self.end)]))

    def card_place(self):
        return shown(self, "location").text

    def card_by(self):
        return public_name(self.host)

    def card_country(self):
        return self.country.code or ""

    def card_date(self):
        return self.start

    def card_projects(self):
        return [self.project_id] if self.project_id else []

    def search_keywords(self):
        return [*super().search_keywords(), public_name(self.project), self.country.name]


def refuse_years(**dates):
    """Raise where a date, as YYYY and more, lies in a year that must be a slip; what is no date says so itself."""
    years = {name: date[:4] for name, date in dates.items() if date and date[:4].isdecimal()}
    wrong = {name: NO_YEAR % {"year": year} for name, year in years.items() if year not in map(str, YEARS)}
    if wrong:
        raise ValidationError(wrong)


class Session(models.Model):
    """One line of an event's programme."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions", verbose_name=_("event"))
    day = models.DateField(_("day"), null=True, blank=True)
    time = models.TimeField(_("time"), null=True, blank=True)
    ends = models.TimeField(
        _("until"), null=True, blank=True, help_text=_("A time before the beginning means the next day.")
    )
    title = models.CharField(_("what happens"), max_length=300)
    room = models.CharField(_("room"), max_length=100, blank=True)
    speakers = models.CharField(_("speakers"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("programme")
        ordering = ["event", "day", "time", "pk"]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        refuse_years(day=self.day and str(self.day))


class Material(models.Model):
    """Something handed out at an event: a publication of the library, a link or a file, for whom it is meant."""

    class Access(models.TextChoices):
        PUBLIC = "public", _("everybody")
        REGISTERED = "registered", _("those who are registered")
        ATTENDED = "attended", _("those who were there")

    event = models.ForeignKey(Event, models.CASCADE, related_name="materials", verbose_name=_("event"))
    title = models.CharField(_("title"), max_length=200)
    link = models.URLField(_("link"), max_length=500, blank=True)
    publication = models.ForeignKey(
        Publication, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("publication")
    )

    file = models.FileField(_("file"), upload_to="materials/", blank=True)
    access = models.CharField(_("for whom"), max_length=10, choices=Access.choices, default=Access.PUBLIC)

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["event", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(link="") | models.Q(publication__isnull=False) | ~models.Q(file=""),
                name="material_leads_somewhere",
                violation_error_message=_("Give a link, choose a publication or add a file."),
            )
        ]

    def __str__(self):
        return self.title

    @property
    def is_public(self):
        """Where it leads nowhere that the public may go, it is not named."""
        leads = bool(self.link or self.file) or public(self.publication) is not None
        return leads and self.access == self.Access.PUBLIC
