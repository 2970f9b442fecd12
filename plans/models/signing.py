"""Who signed a commitment: the text as it was opened for signing, signatures with their mandate, what became of them.

A button is no signature: the portal records one that stands on paper or carries a qualified electronic signature.
"""

import secrets

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from catalogue.json_rows import JSONRow
from catalogue.languages import LANGUAGES
from partners.models import Partner
from plans.figures.register import ACTIVE, ENDED, ON_HOLD
from plans.models.advocacy import by_field
from plans.models.commitment import Commitment
from plans.models.delivery import Report
from plans.models.life import SHA256
from plans.models.plan import ActionPlan
from publishing.models import Dossier, Version
from workshops.models import Event

CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"  # none that is taken for another one on paper
CODE_LENGTH = 12


def new_code():
    """What stands on a certificate and is typed from it: 12 signs, 59 bits."""
    return "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))


def hash_field(label, **options):
    return models.CharField(label, max_length=64, validators=[SHA256], editable=False, **options)


class SignableTextQuerySet(models.QuerySet):
    def of_entry(self, model):
        """Those of the entry of this model that the query around them is about."""
        kind = ContentType.objects.get_for_model(model).pk  # kept in the process
        return self.filter(dossier__object_id=models.OuterRef("pk"), dossier__content_type=kind)

    def as_rows(self):
        """What pages say of them without the texts themselves, one JSON object each, the newest first."""
        names = ("pk", "number", "opened_at", "closed_at", "sha", *(f"sha_{code}" for code in LANGUAGES))
        columns = {name: F(name) for name in names} | {"version": F("version__number"), "dossier": F("dossier_id")}
        return self.order_by("-number").values(row=JSONRow(**columns))


class SignableText(models.Model):
    """One version of a commitment as it may be signed. From the first submitted signature on it is fixed for ever."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="signable_texts", verbose_name=_("dossier"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="signable_texts", verbose_name=_("version"))
    number = models.PositiveSmallIntegerField(_("number"))
    text_sl = models.TextField(_("Slovenian text"))
    text_en = models.TextField(_("English text"))
    sha_sl = hash_field(_("hash of the Slovenian text"))
    sha_en = hash_field(_("hash of the English text"))
    sha = hash_field(_("hash of both"))
    duties = models.JSONField(_("duties"), default=list)  # [{"key", "text_sl", "text_en", "sort", "months", "every"}]
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    opened_by = by_field(_("opened by"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = SignableTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text for signing")
        verbose_name_plural = _("texts for signing")
        ordering = ["dossier", "number"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="signable_text_number"),
            models.UniqueConstraint(fields=["dossier"], condition=Q(closed_at=None), name="signable_text_open_once"),
        ]

    def __str__(self):
        return f"{self.dossier}, {self.number}"


class SignatureGroup(models.Model):
    """Organisations that sign together: each with its own duties, or all with one set, as one commitment."""

    class Sort(models.TextChoices):
        INDIVIDUAL = "individual", pgettext_lazy("signatures", "together, each with its own duties")
        SHARED = "shared", pgettext_lazy("signatures", "one commitment of all, with shared duties")

    text = models.ForeignKey(SignableText, models.CASCADE, related_name="groups", verbose_name=_("text for signing"))
    name = models.CharField(_("name of the group"), max_length=200)
    lead = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("leads the group")
    )
    sort = models.CharField(_("how they sign"), max_length=10, choices=Sort.choices)
    by = by_field()
    at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("group of signatories")
        verbose_name_plural = _("groups of signatories")
        ordering = ["text", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["text", "name"], name="signature_group_name")]

    def __str__(self):
        return self.name


class SignatureState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("signature", "in preparation")
    SUBMITTED = "submitted", pgettext_lazy("signature", "submitted")
    RETURNED = "returned", pgettext_lazy("signature", "returned")
    ACTIVE = "active", pgettext_lazy("signature", "in force")
    ON_HOLD = "on_hold", pgettext_lazy("signature", "on hold")
    WITHDRAWN = "withdrawn", pgettext_lazy("signature", "withdrawn")
    LAPSED = "lapsed", pgettext_lazy("signature", "lapsed")
    SUPERSEDED = "superseded", pgettext_lazy("signature", "superseded")
    DISCARDED = "discarded", pgettext_lazy("signature", "thrown away")


OVER = (*ENDED, "discarded")  # the organisation may sign the same text once more
REGISTERED = (ACTIVE, *ENDED, ON_HOLD)  # these stand in the register, in this order


def in_order_of_states():
    """In force first, then what ended, on hold last."""
    places = [models.When(state=ACTIVE, then=0), models.When(state=ON_HOLD, then=2)]
    return [models.Case(*places, default=1, output_field=models.IntegerField())]


class SignatureQuerySet(models.QuerySet):
    def standing(self):
        return self.exclude(state__in=OVER)

    def registered(self):
        """Those that the public register shows."""
        return self.filter(state__in=REGISTERED)

    def of_public_commitments(self):
        """Of commitments that are public now, with their titles and addresses as columns, those in force first."""
        kind = ContentType.objects.get_for_model(Commitment).pk  # kept in the process
        public = Commitment.objects.published().filter(pk=models.OuterRef("text__dossier__object_id"))
        names = [f"{name}_{code}" for name in ("title", "slug") for code in LANGUAGES]
        columns = {name: models.Subquery(public.values(name)[:1]) for name in names}
        found = self.registered().filter(models.Exists(public), text__dossier__content_type=kind)
        return found.annotate(**columns).order_by(*in_order_of_states(), "-signed_on", "pk")

    def as_rows(self):
        """What the page of a partner says of them, one JSON object each."""
        names = [f"{name}_{code}" for name in ("title", "slug") for code in LANGUAGES]
        columns = {name: F(name) for name in ("pk", "state", "active_since", "ended_on", *names)}
        return self.values(row=JSONRow(**columns))


class Signature(models.Model):
    """One organisation signs one text, by a person whom a body of it gave the mandate."""

    State = SignatureState

    text = models.ForeignKey(
        SignableText, models.PROTECT, related_name="signatures", verbose_name=_("text for signing")
    )
    partner = models.ForeignKey(
        Partner,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="signatures",
        verbose_name=_("partner of the portal"),
    )
    name = models.CharField(_("name of the organisation"), max_length=200)  # as it signs, also of a partner
    registration_number = models.CharField(_("registration number"), max_length=40, blank=True)
    country = CountryField(_("country"), blank=True)
    group = models.ForeignKey(
        SignatureGroup, models.SET_NULL, null=True, blank=True, related_name="signatures", verbose_name=_("group")
    )
    person = models.CharField(_("who signs"), max_length=150, blank=True)
    function = models.CharField(_("function"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address for reminders"), blank=True)  # of those without an account
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="sl")
    mandate_body = models.CharField(_("mandate given by"), max_length=200, blank=True)
    mandate_on = models.DateField(_("mandate given on"), null=True, blank=True)
    mandate_reference = models.CharField(_("reference of the decision"), max_length=100, blank=True)
    mandate_document = models.FileField(_("decision"), upload_to="mandates/", blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    event = models.ForeignKey(
        Event, models.SET_NULL, null=True, blank=True, related_name="signatures", verbose_name=_("signed at")
    )
    place_in_line = models.PositiveIntegerField(_("place on the signing day"), default=0)
    signed_document = models.FileField(_("signed sheet"), upload_to="signatures/", blank=True)
    signed_sha256 = hash_field(_("hash of the signed sheet"), blank=True)
    show_documents = models.BooleanField(_("everybody may read the documents"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=SignatureState.choices, default=SignatureState.DRAFT)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    active_since = models.DateField(_("in force since"), null=True, blank=True)
    held_since = models.DateField(_("on hold since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    created_at = models.DateTimeField(_("recorded"), auto_now_add=True)
    created_by = by_field(_("recorded by"))
    checked_by = by_field(_("checked by"))
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["text", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "partner"],
                condition=Q(partner__isnull=False) & ~Q(state__in=OVER),
                name="signature_of_a_partner_once",
            ),
            models.UniqueConstraint(
                fields=["text", "country", "registration_number"],
                condition=~Q(registration_number="") & ~Q(state__in=OVER),
                name="signature_of_an_organisation_once",
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None) | Q(mandate_on=None) | Q(signed_on__gte=F("mandate_on")),
                name="signature_after_its_mandate",
                violation_error_message=_("The mandate is given before the signature, not after it."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_on__isnull=False) | ~Q(state__in=ENDED) & Q(ended_on=None),
                name="signature_ended_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("active", "on_hold"))
                | Q(signed_on__isnull=False, mandate_on__isnull=False, active_since__isnull=False),
                name="signature_in_force_with_mandate",
            ),
            models.CheckConstraint(
                condition=Q(state="on_hold", held_since__isnull=False) | ~Q(state="on_hold") & Q(held_since=None),
                name="signature_held_since",
            ),
        ]
        indexes = [models.Index(fields=["text", "state"], name="signature_by_state")]

    def __str__(self):
        return self.name

    @property
    def is_ended(self):
        return self.state in ENDED


class SignatureStep(models.Model):
    """One step of a signature: who took it, when, and why. Never changed."""

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="steps", verbose_name=_("signature"))
    step = models.CharField(_("step"), max_length=20)
    source = models.CharField(_("from"), max_length=10, choices=SignatureState.choices, blank=True)
    target = models.CharField(_("to"), max_length=10, choices=SignatureState.choices)
    reason = models.TextField(_("reason"), blank=True)
    by = by_field()
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a signature")
        verbose_name_plural = _("steps of signatures")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.signature}: {self.step}"


class DutyState(models.Model):
    """What became of one duty on one of its days, of a signature or of a group that shares its duties."""

    signature = models.ForeignKey(
        Signature, models.CASCADE, null=True, blank=True, related_name="duties", verbose_name=_("signature")
    )
    group = models.ForeignKey(
        SignatureGroup, models.CASCADE, null=True, blank=True, related_name="duties", verbose_name=_("group")
    )
    duty_key = models.SlugField(_("duty"), max_length=40)
    turn = models.PositiveSmallIntegerField(_("turn"), default=1)  # the how many-th of a duty that comes again
    due = models.DateField(_("due"))
    extended_to = models.DateField(_("extended to"), null=True, blank=True)
    reason = models.TextField(_("why it is extended"), blank=True)
    extended_by = by_field(_("extended by"))
    noticed_on = models.DateField(_("notice given on"), null=True, blank=True)
    fulfilled_on = models.DateField(_("fulfilled on"), null=True, blank=True)
    fulfilled_by = by_field(_("recorded by"))
    plan = models.ForeignKey(
        ActionPlan, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("action plan")
    )
    report = models.ForeignKey(
        Report, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("report on a plan")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    document = models.FileField(_("document"), upload_to="duties/", blank=True)

    class Meta:
        verbose_name = _("state of a duty")
        verbose_name_plural = _("states of duties")
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signature=None, group__isnull=False) | Q(signature__isnull=False, group=None),
                name="duty_state_of_one",
            ),
            models.UniqueConstraint(
                fields=["signature", "duty_key", "turn"],
                condition=Q(signature__isnull=False),
                name="duty_state_of_a_signature_once",
            ),
            models.UniqueConstraint(
                fields=["group", "duty_key", "turn"],
                condition=Q(group__isnull=False),
                name="duty_state_of_a_group_once",
            ),
            models.CheckConstraint(
                condition=Q(extended_to=None) | Q(extended_to__gt=F("due")) & ~Q(reason=""),
                name="duty_extended_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.signature or self.group}: {self.duty_key}"


class SigningCertificate(models.Model):
    """The paper that a signatory gets: made once, kept as it was made, known again by its code."""

    signature = models.ForeignKey(Signature, models.PROTECT, related_name="certificates", verbose_name=_("signature"))
    number = models.CharField(_("number"), max_length=20, unique=True)
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    file = models.FileField(_("file"), upload_to="signing-certificates/")
    sha256 = hash_field(_("hash of the file"))
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    issued_by = by_field(_("issued by"))
    replaced_by = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )

    class Meta:
        verbose_name = _("certificate of a signature")
        verbose_name_plural = _("certificates of signatures")
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["sha256"], name="signing_certificate_hash")]

    def __str__(self):
        return self.number


class CommitmentStep(models.Model):
    """One step of a commitment's stage: who took it, when, and the public reason. Never changed."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="commitment_steps", verbose_name=_("dossier"))
    step = models.CharField(_("step"), max_length=20)
    source = models.CharField(_("from"), max_length=10, choices=Commitment.Stage.choices)
    target = models.CharField(_("to"), max_length=10, choices=Commitment.Stage.choices)
    reason = models.TextField(_("reason"), blank=True)
    by = by_field()
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("step of a commitment")
        verbose_name_plural = _("steps of commitments")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.dossier}: {self.step}"
