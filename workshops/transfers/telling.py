"""What people are told of transfers: the origin, those who run the portal in its place, and the adopter."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.languages import LANGUAGES
from publishing.models import Notice
from publishing.notices import tell
from publishing.people import coordinators, owners
from publishing.sentences import SENTENCES, Sentence
from publishing.steps import OTHER_STEPS
from workshops.models import Transfer, TransferConfirmation
from workshops.transfers.origin import SILENCE, speakers_of

SENTENCES.update(
    {
        "transfer_asked": Sentence(
            _("Did they take over your practice? %(title)s"),
            _("%(organisation)s reports that it took over “%(row)s”. Confirm it, or say why you do not."),
        ),
        "transfer_asked_anew": Sentence(
            _("Please confirm again: %(title)s"),
            _("%(organisation)s changed what it reports of taking over “%(row)s”. Confirm it anew, or say why not."),
        ),
        "transfer_on_behalf": Sentence(
            _("Nobody answers for the origin: %(title)s"),
            _(
                "%(organisation)s reports that it took over “%(row)s”, and its origin is silent or has nobody here. "
                "You may answer in its place, with a source."
            ),
        ),
        "transfer_yes": Sentence(
            _("Confirmed by both: %(title)s"),
            _("The origin of “%(row)s” confirms the transfer “%(title)s”. It now counts as confirmed by both."),
        ),
        "transfer_no": Sentence(
            _("The origin does not confirm: %(title)s"),
            _("The origin of “%(row)s” does not confirm the transfer “%(title)s”. The reason is public."),
        ),
    }
)
OTHER_STEPS |= {
    "origin_yes": _("Confirmed by the origin"),
    "origin_no": _("Not confirmed by the origin"),
    "origin_asked_anew": _("The origin is asked anew"),
}


def address_of(transfer):
    """The page where the origin answers."""
    return reverse("transfer_request", args=[transfer.pk])


def names_of(transfer):
    """What the sentences need; the origin cannot see the dossier, so nothing of it is read from there."""
    names = {"title": transfer, "row": transfer.practice, "organisation": transfer.partner}
    return {
        f"{name}_{code}": getattr(of, f"title_{code}", "") or "" for name, of in names.items() for code in LANGUAGES
    }


def ask_origin(transfer, dossier, *, anew, but):
    """Its representatives; where nobody is there any more, those who may answer in its place."""
    if people := speakers_of(transfer):
        tell(
            people=people,
            kind=Notice.Kind.TRANSFER,
            sentence="transfer_asked_anew" if anew else "transfer_asked",
            address=address_of(transfer),
            values=names_of(transfer),
            but=but.pk if but else None,
        )
    else:
        ask_coordinators(transfer, dossier)


def ask_coordinators(transfer, dossier):
    tell(
        people=coordinators(),
        kind=Notice.Kind.TRANSFER,
        sentence="transfer_on_behalf",
        dossier=dossier,
        address=address_of(transfer),
        values=names_of(transfer),
    )


def tell_adopter(transfer, dossier, word):
    """Everybody of the organisation that took it over."""
    tell(
        people=owners(dossier),
        kind=Notice.Kind.DECIDED,
        sentence=f"transfer_{word.says}",
        dossier=dossier,
        address=transfer.get_absolute_url(),
        values=names_of(transfer) | {"comment": word.reason},
        but=word.by_id,
    )


# --- The daily round: silence that lasts too long ---


def silent():
    """The words of adopters that no origin has answered for 60 days, and coordinators have not been told of."""
    origin = TransferConfirmation.objects.filter(transfer=OuterRef("transfer"), side=TransferConfirmation.Side.ORIGIN)
    told = Notice.objects.filter(
        sentence="transfer_on_behalf", dossier=OuterRef("version__dossier"), at__gte=OuterRef("at")
    )
    own = TransferConfirmation.objects.filter(
        side=TransferConfirmation.Side.ADOPTER,
        at__lte=timezone.now() - SILENCE,
        version__isnull=False,
        transfer__in=Transfer.objects.published().values("pk"),
    )
    return own.filter(~Exists(origin), ~Exists(told)).order_by("pk")


@transaction.atomic
def tell_of_silence(pk):
    """False where it was told meanwhile, or there is nobody to tell. Of two rounds at once the second waits and sees
    what the first has told."""
    TransferConfirmation.objects.select_for_update().filter(pk=pk).first()
    own = silent().filter(pk=pk).select_related("transfer__practice", "transfer__partner", "version__dossier").first()
    if own is None or not coordinators():
        return False
    ask_coordinators(own.transfer, own.version.dossier)
    return True
