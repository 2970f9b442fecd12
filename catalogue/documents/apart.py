"""A long document set in a process of its own, with limits of time and memory. Knows nothing of Django.

`typeset_apart` takes what `typeset` takes. A document that takes too much ends that process and nothing else.
"""

import pickle
import resource
import subprocess
import sys
from pathlib import Path

from catalogue.documents.typesetting import typeset
from catalogue.limits import MEGABYTE

SECONDS = 120
MEMORY = 1024 * MEGABYTE  # beyond what the process has at its start
ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "from catalogue.documents.apart import main; main()"
COMMAND = [sys.executable, "-B", "-E", "-s", "-X", "utf8", "-c", PROGRAM]


class CannotSet(Exception):
    """Why a document was not made, as the process says it or by how it ended."""


def typeset_apart(template, data, *, assets, moment):
    """The bytes of the PDF; CannotSet where it takes too much or cannot be made."""
    given = pickle.dumps({"template": template, "data": data, "assets": assets, "moment": moment})
    try:
        done = subprocess.run(  # noqa: S603  our own program, in an environment that holds no secret
            COMMAND, cwd=ROOT, env={"LC_ALL": "C.UTF-8"}, input=given, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise CannotSet(f"It took longer than {SECONDS} seconds.") from error
    if done.returncode:
        raise CannotSet(done.stderr.decode(errors="replace")[-2000:] or f"It ended with {done.returncode}.")
    return done.stdout


def main():
    """In the process that sets it."""
    given = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  what the other half of this module wrote
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * SECONDS, 2 * SECONDS + 5))
    sys.stdout.buffer.write(typeset(given["template"], given["data"], assets=given["assets"], moment=given["moment"]))
