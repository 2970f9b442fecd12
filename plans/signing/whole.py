"""What the page of a commitment shows besides it. Rooms that import this one add their part when the portal starts."""

PARTS = []  # each is called with the commitment, public or drawn from a version, and gives a part of the context


def more(commitment):
    found = {}
    for part in PARTS:
        found |= part(commitment)
    return found
