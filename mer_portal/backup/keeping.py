"""How long backups are kept: with an old one goes what people had erased since."""

from datetime import datetime, timedelta

from mer_portal.backup import layout

KEPT = timedelta(days=35)


def forget_outdated(folder, now):
    """Remove the backups of this folder whose names say that they are older; returns these."""
    gone = []
    for path in sorted(folder.glob(f"{layout.BEGINS}*")):
        made = made_at(path.name)
        if made is not None and now - made > KEPT:
            path.unlink(missing_ok=True)
            gone.append(path)
    return gone


def made_at(name):
    """When a backup of this name was made; None where it is the name of something else."""
    for ending in (layout.SEALED, layout.ENDING):
        if name.endswith(ending):
            try:
                return datetime.strptime(name, f"{layout.STAMPED}{ending}").astimezone()
            except ValueError:
                return None
    return None
