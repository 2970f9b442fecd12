"""A file of somebody else read in a process of its own, with limits of memory and time. Knows nothing of Django.

`apart("module:function", data, …)` runs `function(data, …)` in a fresh interpreter that can write no file, knows no
secret and gives way to all else on the machine; what it returns comes back as JSON. A greedy, endless or crashing file
ends that process and nothing else. A reader says `Refused(word)`; the sentence for people is made where the word
arrives: a process that loads Django would be slow to start. This module is both ends. The README says who runs where.
"""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from catalogue.limits import MEGABYTE, MOST_READERS, MOST_READERS_HERE

UNREADABLE, ENCRYPTED, TOO_LARGE, TOO_LONG, BUSY = "unreadable", "encrypted", "too_large", "too_long", "busy"
ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "from catalogue.apart import main; main()"
COMMAND = [sys.executable, "-B", "-E", "-s", "-X", "utf8", "-c", PROGRAM]
WITHOUT = ("numpy", "lxml")  # libraries take them along where they are; no reader needs them, and they are large
LONGEST_PLACE = 100  # bytes, of a name of a socket
PAUSE = 0.02  # seconds between two looks for a free place
SHARED_BY = f"{os.getuid()} {ROOT}"  # the processes that share the places of a machine
HERE = threading.BoundedSemaphore(MOST_READERS_HERE)


class Refused(Exception):
    """Why a file is not read, as a word, with what its sentence names."""

    def __init__(self, word, **values):
        super().__init__(word)
        self.word, self.values = word, values


class Limits(NamedTuple):
    """What a reading may take; where somebody waits for it, it also waits for one of the few places."""

    seconds: float
    memory: int  # bytes of address space
    somebody_waits: bool = True


QUICK = Limits(seconds=4.5, memory=200 * MEGABYTE)
LONGEST_WAIT = 2  # of those seconds, for a place
SPARE = 0  # seconds of the clock beyond those of the processor; tests have some, for their machine has much else to do


def apart(reader, data, *given, limits=QUICK):
    """What the reader returns: texts, numbers, lists, dictionaries. Raises Refused, also for what ends the process."""
    begun = time.monotonic()
    with place(begun + LONGEST_WAIT) if limits.somebody_waits else nullcontext():
        waited = time.monotonic() - begun
        head = json.dumps([reader, given, limits]).encode() + b"\n"
        try:
            done = subprocess.run(  # noqa: S603  our own program, in an environment that holds no secret
                COMMAND,
                cwd=ROOT,
                env={"LC_ALL": "C.UTF-8"},
                input=head + data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=limits.seconds + SPARE - waited,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise Refused(BUSY if waited > PAUSE else TOO_LONG) from error
        return answer(done)


def answer(done):
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Refused(TOO_LONG)
    try:
        said = json.loads(done.stdout)
    except ValueError as error:
        raise Refused(UNREADABLE) from error
    if "refused" in said:
        raise Refused(said["refused"], **said["values"])
    return said["answer"]


# --- Places: a few readings at once, so that memory suffices and pages are served beside them ---


@contextmanager
def place(until):
    """One of those of this process, which keeps threads for pages, and one of those of the machine."""
    if not HERE.acquire(blocking=False):
        raise Refused(BUSY)
    try:
        with place_of_the_machine(until):
            yield
    finally:
        HERE.release()


def place_of_the_machine(until):
    """A name among sockets, which only one process can hold and which ends with it; no file is left behind."""
    while True:
        for number in range(MOST_READERS):
            holder = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            try:
                holder.bind(f"\0mer-portal {number} {SHARED_BY}".encode()[:LONGEST_PLACE])
            except OSError:
                holder.close()
            else:
                return holder
        if time.monotonic() > until:
            raise Refused(BUSY)
        time.sleep(PAUSE)


# --- In the process that reads ---


def main():
    reader, given, limits = json.loads(sys.stdin.buffer.readline())
    limit(Limits(*limits))
    try:
        said = {"answer": function_of(reader)(sys.stdin.buffer.read(), *given)}
    except Refused as refusal:
        said = {"refused": refusal.word, "values": refusal.values}
    except MemoryError:
        said = {"refused": TOO_LARGE, "values": {}}
    json.dump(said, sys.stdout)


def limit(limits):
    seconds = round(limits.seconds)
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.modules.update(dict.fromkeys(WITHOUT))


def function_of(reader):
    module, _colon, name = reader.partition(":")
    return getattr(import_module(module), name)
