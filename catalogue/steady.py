"""Answers that do not tell by their time what the portal knows: they leave at full steps after they were asked for."""

from functools import wraps
from time import monotonic, sleep

STEP = 0.3  # seconds; longer than what is done takes on any but a very busy day, and then the next step hides it
FOUND = 302


def steady(view):
    """For forms that say the same of known and unknown addresses; a form with mistakes is shown at once."""

    @wraps(view)
    def timed(request, *args, **kwargs):
        begun = monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST" and response.status_code == FOUND:
            sleep(-(monotonic() - begun) % STEP)
        return response

    return timed
