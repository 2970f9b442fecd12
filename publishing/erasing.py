"""What the portal keeps of people beside their accounts goes with them; further rooms add what they keep."""

from publishing.suggesting import forget_names

ERASERS = [forget_names]  # each takes e-mail addresses


def erase(emails):
    """Forget people by their addresses, wherever they left them without signing in."""
    emails = list(emails)
    for forget in ERASERS:
        forget(emails)
