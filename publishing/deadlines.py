"""How long the portal waits for people before it asks again."""

from datetime import timedelta

PATIENCE = timedelta(days=30)  # from one question whether something is still true to the next, and to the lapse
AHEAD = timedelta(days=3)  # how long before it is due a reviewer is reminded
BETWEEN_REMINDERS = timedelta(days=7)
