"""The files of the search: what the archive's own script asks instead of a server.

| file | holds |
|---|---|
| `t0.js` to `t255.js` | of each term, by FNV-1a: the entries that hold it, and where |
| `d0.js` … | the entries, fifty each, the best by their static score first |
| `f….js` | forms people type, by their first two letters: the terms that they ask for |
| `facts.js` | by what the entries can be narrowed, their dates and their order by title |
| `names.js` | words that name topics and kinds, function words, which files of forms there are |
"""

import json

from catalogue.archive.forms import form_rows
from catalogue.archive.names import names
from catalogue.archive.pages import search_pages
from catalogue.archive.shards import Postings, facts, result_rows
from catalogue.models import Card

FOLDER = "search"
IN_RESULTS = 50


def search_files(files, day):
    """(name, content) of all of them, with the page of each language; `files` says where addresses lie."""
    cards = list(Card.objects.live().order_by("-score", "pk"))
    postings = Postings()
    postings.read(cards)
    for number, terms in postings.shards():
        yield shard(f"t{number}", terms)
    for start in range(0, len(cards), IN_RESULTS):
        yield shard(f"d{start // IN_RESULTS}", result_rows(cards[start : start + IN_RESULTS], files))
    yield shard("facts", facts(cards))
    forms = []
    for letters, rows in form_rows(postings.words(cards), postings.held):
        forms.append(letters)
        yield shard(f"f{letters}", rows)
    yield shard("names", names(cards) | {"forms": forms, "perShard": IN_RESULTS, "shards": Postings.SHARDS})
    yield from search_pages(files, day)


def shard(name, data):
    """A classic script, for files opened from a disk may fetch no data."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028")
    written = written.replace("\u2029", "\\u2029").replace("</", "<\\/")
    return f"{FOLDER}/{name}.js", f"MER.shard({json.dumps(name)},{written});\n".encode()
