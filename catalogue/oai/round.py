"""For the daily round: what was left over, as when the portal was ended between a commit and its stamps."""

from catalogue.filing import filing, records
from catalogue.models import Harvested


def left_over():
    return Harvested.objects.filter(datestamp=None)


def bring_up(pk):
    """Tell what was never told, and stamp it."""
    record = Harvested.objects.untold().filter(pk=pk).first()
    if record:
        models = {model.kind: model for model in filing.entry_models()}
        filing.file_entries(models[record.kind], [record.object_id])
    return bool(records.stamp() or record)
