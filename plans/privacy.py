"""What plans and commitments hold of people: who decided, reported, commented, signed and was talked to."""

from django.utils.translation import gettext_lazy as _

from catalogue.personal.declaring import Data, Days, Held, Months, told
from plans.consulting import commenting
from plans.signing import forgetting

DATA = [
    Data(
        label=_("Comments and contributions to plans: name, address"),
        kept=told(
            _("unconfirmed %(unconfirmed)s; the address %(answered)s after the answer"),
            unconfirmed=Days(commenting.CONFIRMED_WITHIN),
            answered=Months(commenting.ADDRESS_KEPT),
        ),
        erased=_("name and address go; the text stays unless its removal is asked for"),
        held=(
            Held(
                "plans.Contribution",
                cleared={"email": ("email", "name", "show_name"), "author": ("author", "name", "email", "show_name")},
                told=("text", "answer", "reason"),
                texts=("text",),
                secret=("token_digest", "sent_key"),
                forget=commenting.forget_people,
            ),
            Held("plans.CallLink", told=("label",), secret=("token_digest", "nonce")),
        ),
        purged=("comments forgotten", "addresses of commenters forgotten"),
    ),
    Data(
        label=_("Whom to ask about plans, and who was talked to"),
        kept=_("as long as the plan"),
        erased=_("the organisation stands in the person's place, or nobody"),
        held=(
            Held("plans.Call", stays=("by",), told=("contact",), forget=commenting.forget_contacts),
            Held("plans.StakeholderRating", told=("contact", "note")),
            Held("plans.Contact", stays=("by",), told=("with_whom", "message", "outcome", "next_step")),
            Held("plans.Response", stays=("by",), told=("by_whom",)),
        ),
    ),
    Data(
        label=_("Who signed a commitment: name, function, address for reminders"),
        kept=_("as long as the commitment"),
        erased=_(
            "the address goes, once the signature ended the name too; one in force is public record as its paper is"
        ),
        held=(
            Held(
                "plans.Signature",
                stays=("created_by", "checked_by"),
                reached=("email",),
                plain=("name", "person"),
                forget=forgetting.forget_people,
            ),
            Held("plans.SignatureStep", stays=("by",), told=("reason",)),
            Held("plans.SignatureGroup", stays=("by",), plain=("name",)),
            Held("plans.SigningCertificate", stays=("issued_by",), secret=("code",)),
            Held("plans.SignableText", stays=("opened_by",), plain=("duties",)),
        ),
    ),
    Data(
        label=_("Who took steps of plans, adopted, reported and endorsed"),
        kept=_("as long as the plan"),
        erased=_("“removed person” with a number"),
        held=(
            Held("plans.StageStep", stays=("by",), told=("reason",)),
            Held("plans.CommitmentStep", stays=("by",), told=("reason",)),
            Held("plans.Adoption", stays=("by",)),
            Held("plans.Report", stays=("by", "published_by")),
            Held("plans.Endorsement", stays=("by",)),
            Held("plans.DutyState", stays=("extended_by", "fulfilled_by"), told=("reason",)),
        ),
    ),
]

WITHOUT = {
    "plans.Action": ("lead",),
    "plans.ActionPartner": ("name",),
    "plans.ActionPlan": (),
    "plans.ActionPlan_based_on": (),
    "plans.ActionState": (),
    "plans.Commitment": (),
    "plans.Cost": (),
    "plans.Duty": (),
    "plans.Finding": (),
    "plans.Funding": (),
    "plans.FundingState": (),
    "plans.Goal": (),
    "plans.IndicatorValue": (),
    "plans.Milestone": (),
    "plans.MilestoneState": (),
    "plans.PlanEvidence": (),
    "plans.PlanIndicator": ("name",),
    "plans.Predecessor": (),
    "plans.Provision": (),
    "plans.Recommendation": (),
    "plans.RecommendationEvidence": (),
    "plans.Risk": ("owner",),
    "plans.Stakeholder": ("name",),
    "plans.Strategy": (),
    "plans.SwotItem": (),
}
