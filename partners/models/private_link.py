"""What migrations of earlier days name here; it stands in `publishing.models.private_link`."""

from publishing.models.private_link import new_nonce

__all__ = ["new_nonce"]
