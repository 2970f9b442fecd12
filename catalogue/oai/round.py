"""For the daily round: what was left over, as when the portal was ended between a commit and its stamps."""

from catalogue.filing import filing, records
from catalogue.models import Harvested


def left_over():
    return Harvested.objects.filter(datestamp=None)


def bring_up(pk):
    """Tell what was never told, and stamp it."""
    untold = Harvested.objects.untold().filter(pk=pk).first()
    if untold:
        models = {model.kind: model for model in filing.entry_models()}
        filing.file_entries(models[untold.kind], [untold.object_id])
    return bool(records.stamp_some(Harvested.objects.waiting().filter(pk=pk)) or untold)
