"""What a version says as one fingerprint, by which a decision names exactly the text it was about."""

import hashlib
import json


def canonical(content):
    """The content as text: keys sorted, no blanks, letters as they are. Give it without marks, which are no content."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_sha256(content):
    """SHA-256 of the canonical text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
