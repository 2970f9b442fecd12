from django.urls import path
from django.utils.translation import pgettext_lazy

from plans.signing.views import files, groups, mine, signature, signatures, texts

urls = [
    path(pgettext_lazy("address", "commitments/<slug:slug>/sign/"), mine.sign, name="commitment_sign"),
    path(pgettext_lazy("address", "desk/signatures/"), mine.mine, name="my_signatures"),
    path(pgettext_lazy("address", "desk/<number:pk>/signing/"), texts.signing, name="commitment_texts"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/signing/<slug:name>/"), texts.text_step, name="commitment_text_step"
    ),
    path(
        pgettext_lazy("address", "desk/<number:pk>/signing/texts/<number:number>/sheet/"),
        texts.blank_sheet,
        name="commitment_sheet",
    ),
    path(pgettext_lazy("address", "desk/<number:pk>/signatures/"), signatures.listing, name="commitment_signatures"),
    path(pgettext_lazy("address", "desk/<number:pk>/signatures/new/"), signatures.record, name="signature_new"),
    path(pgettext_lazy("address", "desk/<number:pk>/signatory-groups/"), groups.groups, name="commitment_groups"),
    path(
        pgettext_lazy("address", "desk/<number:pk>/signatory-groups/<number:number>/drop/"),
        groups.drop,
        name="signature_group_drop",
    ),
    path(pgettext_lazy("address", "signatures/<number:pk>/"), signature.signature, name="signature"),
    path(pgettext_lazy("address", "signatures/<number:pk>/write/"), signature.write, name="signature_write"),
    path(pgettext_lazy("address", "signatures/<number:pk>/papers/"), signature.papers, name="signature_papers"),
    path(pgettext_lazy("address", "signatures/<number:pk>/discard/"), signature.discard, name="signature_discard"),
    path(
        pgettext_lazy("address", "signatures/<number:pk>/new-text/"), signature.carry_over, name="signature_carry_over"
    ),
    path(pgettext_lazy("address", "signatures/<number:pk>/step/<slug:name>/"), signature.step, name="signature_step"),
    path(pgettext_lazy("address", "signatures/<number:pk>/sheet/"), files.sheet, name="signature_sheet"),
    path(
        pgettext_lazy("address", "signatures/<number:pk>/documents/<slug:which>/"),
        files.document,
        name="signature_document",
    ),
    path(
        pgettext_lazy("address", "signatures/<number:pk>/certificates/<number:number>/"),
        files.certificate,
        name="signature_certificate",
    ),
    path(pgettext_lazy("address", "signatures/<number:pk>/certificates/new/"), files.reissue, name="signature_reissue"),
]
