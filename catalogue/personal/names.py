"""What erased people are called. Knows nothing of Django."""

REMOVED = "removed person"  # as it is stored; `User` says it in the language of whoever reads
HOST = "invalid"  # no mail ever arrives there


def removed_address(pk=""):
    return f"removed-{pk or 0}@{HOST}"


def removed_name(pk=""):
    return f"{REMOVED} {pk}".strip()
