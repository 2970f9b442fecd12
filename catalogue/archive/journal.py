"""How far an archive is: `archive.json` for people, and a line for every answer, so that a stopped run goes on."""

import json
import shutil
from typing import NamedTuple

from catalogue.analysis import signature

FORMAT = 1
NAME = "archive.json"
WORK = ".work"


class Told(NamedTuple):
    """What became of an address: the file of the answer, or where it moved, or neither."""

    address: str
    status: int = 0
    version: int = 0  # of the catalogue when it was asked
    content_type: str = ""
    file: str = ""
    digest: str = ""  # of what is in its place already; what has links is written at the end
    moved: str = ""
    links: tuple = ()  # addresses that were not known before


class Journal:
    """The folder of the archive, and the one for work, which goes when all is done."""

    def __init__(self, folder, site, day, tag_folder=None):
        self.folder, self.site, self.day = folder, site, day
        self.work = (tag_folder or folder) / WORK
        self.told = {}  # {address: Told}, the newest answer
        self.known = {}  # in the order they were found

    @property
    def lines(self):
        return self.work / "journal.jsonl"

    def begin(self):
        """Go on where an interrupted run of the same portal was, else begin anew."""
        before = self.state()
        if before.get("complete") or not self.fits(before):
            shutil.rmtree(self.work, ignore_errors=True)
        elif self.lines.exists():
            self.day = before["made"]
            self.read()
        self.work.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.write(version=0, complete=False)

    def fits(self, state):
        return (state.get("format"), state.get("portal")) == (FORMAT, self.site)

    def state(self):
        return read_state(self.folder)

    def write(self, **more):
        state = {"format": FORMAT, "portal": self.site, "made": self.day, "analyzer": signature()} | more
        target = self.folder / NAME
        draft = target.with_suffix(".new")
        draft.write_text(json.dumps(state, ensure_ascii=False, indent=1) + "\n", "utf-8")
        draft.replace(target)

    def read(self):
        """A line that was cut off is as if it had not been written."""
        for line in self.lines.read_text("utf-8").splitlines():
            try:
                told = Told(*json.loads(line))
            except (ValueError, TypeError):
                continue
            self.take(told._replace(links=tuple(told.links)))

    def take(self, told):
        self.known |= dict.fromkeys([told.address, *told.links])
        self.told[told.address] = told._replace(links=())

    def note(self, told, out):
        """Take up an answer, with those of its links that are new."""
        told = told._replace(links=tuple(link for link in dict.fromkeys(told.links) if link not in self.known))
        self.take(told)
        out.write(json.dumps(told, ensure_ascii=False) + "\n")

    def waiting(self):
        return [address for address in self.known if address not in self.told]

    def outdated(self, version):
        """Answers of an earlier state of the catalogue."""
        return [told.address for told in self.told.values() if told.file and told.version != version]

    def files(self):
        """{address: file} of all that is kept, and of what moved there."""
        found = {told.address: told.file for told in self.told.values() if told.file}
        for told in self.told.values():
            if told.moved and (file := self.end_of(told)):
                found[told.address] = file
        return found

    def end_of(self, told):
        """The file at the end of a few moves."""
        for _turn in range(5):
            if told is None or told.file:
                break
            told = self.told.get(told.moved)
        return told.file if told else ""

    def finish(self):
        shutil.rmtree(self.work, ignore_errors=True)


def read_state(folder):
    try:
        return json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
