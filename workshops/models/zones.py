"""What migrations of earlier days name here; it stands in `catalogue.zones`."""

from catalogue.zones import ZoneField

__all__ = ["ZoneField"]
