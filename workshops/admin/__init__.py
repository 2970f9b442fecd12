"""The administration of events: what is written, and what registration keeps, to look at."""

from workshops.admin import content, registrations, visits

__all__ = ["content", "registrations", "visits"]
