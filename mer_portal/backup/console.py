"""What the three commands share: refusals in a sentence, and an end in good order when they are told to end."""

import signal
import sys
from contextlib import contextmanager

from django.core.management.base import CommandError

from mer_portal.backup.refusals import Refused


@contextmanager
def in_sentences():
    """TERM is answered as Ctrl-C is: what was begun is cleared away."""
    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        yield
    except Refused as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.filename or 'A file'}: {error.strerror or error}.") from error
    finally:
        signal.signal(signal.SIGTERM, before)
