from partners.models.contact import BlockedSender, ContactRequest
from partners.models.deadline import Deadline
from partners.models.invitation import Invitation
from partners.models.leaving import Leaving, PersonalArchive
from partners.models.listing import ExpiryQuestion, Listing, Match
from partners.models.network import Network, NetworkLink, NetworkMembership
from partners.models.partner import Membership, Partner, answered_by
from partners.models.place import Figure, Place
from partners.models.post import IdeaLife, Post, Remark, Support
from partners.models.user import User

__all__ = [
    "BlockedSender",
    "ContactRequest",
    "Deadline",
    "ExpiryQuestion",
    "Figure",
    "IdeaLife",
    "Invitation",
    "Leaving",
    "Listing",
    "Match",
    "Membership",
    "Network",
    "NetworkLink",
    "NetworkMembership",
    "Partner",
    "PersonalArchive",
    "Place",
    "Post",
    "Remark",
    "Support",
    "User",
    "answered_by",
]
