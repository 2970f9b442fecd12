"""What the portal writes into the log by itself: once for each source, and again where the source says otherwise.

What people changed of it stays: a part is brought up to date only while it is still what was recorded last.
"""

from django.db import transaction

from catalogue.languages import LANGUAGES
from projects.models import Activity, Basis

LONGEST_TITLE = Activity._meta.get_field("title").max_length
REACHED = ("reach", "basis")  # one part: a number and what it rests on


def record(source, **told):
    """Write the activity of a source (kind, key), or bring it up to date; whether anything was written.

    What is told of it stands in `columns_of`.
    """
    kind, key = source
    columns = columns_of(**told)
    with transaction.atomic():
        activity, is_new = Activity.objects.get_or_create(
            source_kind=kind, source_id=key, defaults=columns | {"recorded": columns}
        )
        if is_new:
            return True
        return bring_up_to_date(Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk), columns)


def columns_of(*, project, titles, date, channel, partner=None, audiences=(), languages=(), country="", reach=None):
    """{column: value as JSON holds it}.

    `titles` is {language: text}; `reach` is a number that was counted, or None where nobody was.
    """
    return {
        "project_id": project.pk,
        "partner_id": partner and partner.pk,
        "date": date,
        "channel": str(channel),
        "audiences": [*map(str, audiences)],
        "languages": [*languages],
        "country": str(country or ""),
        **{f"title_{code}": (titles.get(code) or "")[:LONGEST_TITLE] for code in LANGUAGES},
        "reach": reach,
        "basis": str(Basis.UNKNOWN if reach is None else Basis.COUNTED),
    }


def bring_up_to_date(activity, told):
    former = activity.recorded
    if former == told:
        return False
    kept = {names for names in parts_of(told) if any(value_of(activity, name) != former.get(name) for name in names)}
    for names in parts_of(told):
        if names not in kept:
            for name in names:
                setattr(activity, name, told[name])
    activity.recorded = told
    activity.save()
    return True


def parts_of(told):
    return [REACHED, *((name,) for name in told if name not in REACHED)]


def value_of(activity, name):
    """As JSON holds it."""
    value = getattr(activity, name)
    if name == "country":
        return value.code or ""
    return (value or "") if name.startswith("title_") else value


def is_behind(activity, **told):
    """Whether `record` would write something; `activity` is None where there is none yet."""
    return activity is None or activity.recorded != columns_of(**told)
