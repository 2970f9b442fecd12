"""What is not there, or not for this reader: nobody learns which of the two."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _

NO_SUCH_PAGE = _("There is no such page, or it is not public any more.")


class NoSuchPage(Http404):
    """Answered with 404 and always the same sentence."""

    def __init__(self):
        super().__init__(str(NO_SUCH_PAGE))
