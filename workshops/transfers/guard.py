"""What a transfer refuses at the desk for the time being."""

from django.utils.translation import gettext as _

from publishing.checking import problems
from publishing.states import OPEN


def guard(step, version):
    """Others write, too: between submitting and publishing a practice may go, and a chain may have become a circle."""
    if step != "publish" or version.state not in OPEN:
        return ""
    found = problems(version)
    if not found:
        return ""
    reasons = " ".join(f"{problem.label}: {problem.text}" for problem in found)
    return _("It cannot be published as it stands. %(reasons)s") % {"reasons": reasons}
