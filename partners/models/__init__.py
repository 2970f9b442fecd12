from partners.models.invitation import Invitation
from partners.models.partner import Membership, Partner
from partners.models.place import Figure, Place
from partners.models.post import Post
from partners.models.user import User

__all__ = ["Figure", "Invitation", "Membership", "Partner", "Place", "Post", "User"]
