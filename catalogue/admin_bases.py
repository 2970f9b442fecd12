"""What admins of several rooms are made of: numbers and dates as people write them, and histories."""

from django.http import Http404
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from catalogue.exchange import LARGEST_KEY
from catalogue.form_fields import written_by_people
from catalogue.tables.numbers import read_whole


class AsWritten:
    """What admins and inlines read numbers and dates by: as people write them."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return super().formfield_for_dbfield(db_field, request, **written_by_people(db_field) | kwargs)


class HistoryAdmin(SimpleHistoryAdmin):
    """The history of what an address names; of what is no number, there is none."""

    def history_view(self, request, object_id, extra_context=None):
        refuse_no_key(object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        refuse_no_key(object_id)
        refuse_no_key(version_id)
        return super().history_form_view(request, object_id, version_id, extra_context)


def refuse_no_key(text):
    if read_whole(text, 1, LARGEST_KEY) is None:
        raise Http404(_("There is no such page."))
