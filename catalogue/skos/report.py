"""What reading and writing a vocabulary have to say: numbers, and notes with examples."""

from collections import Counter, defaultdict

EXAMPLES = 20
CHANGES = ("new", "joined", "changed", "labels added", "labels removed", "labels shown or hidden")
CHANGES += ("relations added", "relations removed")


class Report:
    def __init__(self):
        self.counts = Counter()
        self.notes = defaultdict(list)

    def count(self, name, number=1):
        self.counts[name] += number

    def note(self, heading, example):
        self.notes[heading].append(example)

    @property
    def changes(self):
        """{what: how many} of all that was written; empty where nothing changed."""
        return {name: self.counts[name] for name in CHANGES if self.counts[name]}

    def lines(self):
        """The notes for reading, each with its first examples."""
        for heading, examples in self.notes.items():
            yield f"{heading}: {len(examples)}"
            yield from (f"  {example}" for example in examples[:EXAMPLES])
            if len(examples) > EXAMPLES:
                yield f"  … and {len(examples) - EXAMPLES} more"

    def __str__(self):
        return ", ".join(f"{number} {name}" for name, number in self.changes.items()) or "nothing changed"
