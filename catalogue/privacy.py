"""What the catalogue holds of people: the trail, and whom the portal forgot. Entries are meant for everybody."""

from django.utils.translation import gettext_lazy as _

from catalogue import audit
from catalogue.personal.declaring import Data, Held, Months, told

DATA = [
    Data(
        label=_("Trail of sign-ins, changed rights, decisions and exports"),
        kept=told("%(time)s", time=Months(audit.KEPT)),
        erased=_("holds numbers and shortened network addresses only, no name; it stays"),
        held=(Held("catalogue.AuditEvent"),),
        purged=("trail shortened",),
    ),
    Data(
        label=_("Addresses that were forgotten, as digests that cannot be read back"),
        kept=_("as long as the portal"),
        erased=_("stays, so that an older backup that is restored forgets the person again"),
        held=(Held("catalogue.ErasedAddress"),),
    ),
]

WITHOUT = {
    "catalogue.BroaderTopic": (),
    "catalogue.Card": ("by",),
    "catalogue.CardText": (),
    "catalogue.CatalogueState": (),
    "catalogue.FacetCount": (),
    "catalogue.FileText": ("name",),
    "catalogue.Harvested": ("told",),
    "catalogue.LoadedRecord": ("parts",),
    "catalogue.OldAddress": (),
    "catalogue.Page": (),
    "catalogue.PageChange": (),
    "catalogue.Preview": (),
    "catalogue.RelatedTopic": (),
    "catalogue.TaggedTopic": (),
    "catalogue.Topic": ("name",),
    "catalogue.TopicKey": (),
    "catalogue.TopicLabel": (),
    "catalogue.Word": (),
    "catalogue.WordPiece": (),
}
