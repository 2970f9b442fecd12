"""What a reviewer's form sends."""

from publishing.keeping import Sent


def sent_review(scores, opinion):
    """{name: Sent} of {criterion: (points, reason)} and an opinion."""
    texts = {"opinion": opinion}
    for criterion, (points, reason) in scores.items():
        texts |= {f"points_{criterion}": points, f"reason_{criterion}": reason}
    return {name: Sent(name, text) for name, text in texts.items()}
