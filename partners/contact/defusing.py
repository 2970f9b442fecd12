"""Texts of strangers in mails: what mail programs would make a link of is written so that it stays text."""

import re

DOMAIN = re.compile(r"(?<=[^\W_])\.(?=[^\W\d_]{2})")  # a dot before letters, as in example.org
SCHEME = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*):(?=//|[^\s/])")


def defused(text):
    """“https://example.org” as “https[:]//example[.]org”: readable, but nothing to click on."""
    return DOMAIN.sub("[.]", SCHEME.sub(r"\1[:]", text))
