"""What can follow in the answer to a recommendation: open, sent, answered, then how it ended."""

FOLLOWING = {
    "open": ("sent",),
    "sent": ("answered",),
    "answered": ("accepted", "partly", "rejected"),
    "accepted": ("implemented",),
    "partly": ("implemented",),
    "rejected": ("implemented",),  # what was refused first is done sometimes
}
OVERTAKEN = "overtaken"  # by events, whatever was answered so far


def following(status):
    """The statuses that can be recorded after this one."""
    return (*FOLLOWING.get(status, ()), *(() if status == OVERTAKEN else (OVERTAKEN,)))
