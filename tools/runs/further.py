"""What the page of a saved run leads on to; rooms to the right add their parts of the page."""

FURTHER = []  # (run, answer, reader) -> HTML, or nothing


def parts_of_page(run, answer, reader):
    return [part for further in FURTHER if (part := further(run, answer, reader))]
