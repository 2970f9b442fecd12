"""The administration of signing: coordinators look at who opened, recorded, checked and issued what."""

from django.contrib import admin

from plans.models import CommitmentStep, SignableText, Signature, SignatureGroup, SignatureStep, SigningCertificate
from publishing.admin import LookOnlyAdmin


@admin.register(SignableText)
class SignableTextAdmin(LookOnlyAdmin):
    list_display = ["dossier", "number", "version", "opened_at", "opened_by", "closed_at"]
    list_select_related = ["dossier", "version__dossier", "opened_by"]


@admin.register(SignatureGroup)
class SignatureGroupAdmin(LookOnlyAdmin):
    list_display = ["name", "text", "sort", "lead", "by", "at"]
    list_filter = ["sort"]
    list_select_related = ["text__dossier", "lead", "by"]


@admin.register(Signature)
class SignatureAdmin(LookOnlyAdmin):
    list_display = ["name", "text", "state", "signed_on", "created_by", "checked_by", "changed_at"]
    list_filter = ["state"]
    list_select_related = ["text__dossier", "created_by", "checked_by"]
    search_fields = ["name", "registration_number"]
    fields = [
        *("text", "partner", "name", "registration_number", "country", "group", "person", "function"),
        *("mandate_body", "mandate_on", "mandate_reference", "signed_on", "event", "signed_sha256"),
        *("show_documents", "state", "submitted_at", "active_since", "held_since", "ended_on"),
        *("created_at", "created_by", "checked_by", "changed_at"),
    ]  # the papers are had from the page of the signature


@admin.register(SignatureStep)
class SignatureStepAdmin(LookOnlyAdmin):
    list_display = ["signature", "step", "source", "target", "by", "at"]
    list_filter = ["step"]
    list_select_related = ["signature", "by"]


@admin.register(SigningCertificate)
class SigningCertificateAdmin(LookOnlyAdmin):
    list_display = ["number", "signature", "issued_at", "issued_by", "replaced_by"]
    list_select_related = ["signature", "issued_by", "replaced_by"]
    search_fields = ["number", "code"]
    fields = ["signature", "number", "code", "sha256", "issued_at", "issued_by", "replaced_by"]


@admin.register(CommitmentStep)
class CommitmentStepAdmin(LookOnlyAdmin):
    list_display = ["dossier", "step", "source", "target", "by", "at"]
    list_filter = ["step"]
    list_select_related = ["dossier", "by"]
