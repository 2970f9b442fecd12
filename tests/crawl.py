"""Whether a change left every page as it was: reads all of them as each role, and compares two such readings.

    DATABASE_URL=sqlite:////tmp/copy.sqlite3 python -m tests.crawl /tmp/before.json
    python -m tests.crawl /tmp/before.json /tmp/after.json

Run it on copies of one database with the demo accounts (`manage.py demo_accounts`), since a page may write. Texts are
compared as people read them: white space in a line counts as one space, blocks stand on lines of their own, and
what a screen reader says or a field holds counts too. With `--markup` elements and attributes are compared as well.
"""

import argparse
import difflib
import json
import os
import re
import sys
from collections import deque
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

ROLES = ["public", "editor", "representative", "reviewer1", "coordinator", "administrator", "other-editor"]
STARTS = [f"/{language}/{page}" for language in ("sl", "en") for page in ("", "admin/")]
STARTS += ["/sl/moja-miza/", "/en/desk/"]
INLINE = {"a", "abbr", "b", "bdi", "button", "cite", "code", "em", "i", "input", "label", "mark", "output", "q", "s"}
INLINE |= {"small", "span", "strong", "sub", "sup", "svg", "time", "var", "tspan", "wbr"}
BLOCK = "\0"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SAID = ["alt", "aria-label", "content", "placeholder", "title", "value"]
# Other every time: tokens, and the numbers of what was just made.
CHANGING = re.compile(r"(csrfmiddlewaretoken|nonce|-uid)$")
KEPT_PARAMETERS = re.compile(r"^(page|q|kind|filter)=[^&]*$")
MOST_PAGES = 3000  # of one role; more means that the crawl has lost its way


class Reading(HTMLParser):
    """The words of a page, line by line, and its elements, one after the other."""

    def __init__(self):
        super().__init__()
        self.pieces, self.markup, self.links, self.hidden = [], [], [], 0

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if CHANGING.search(given.get("name") or ""):
            return
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag not in INLINE:
            self.pieces.append(BLOCK)
        self.pieces += [f" [{name}: {given[name]}] " for name in SAID if given.get(name)]
        self.markup.append(" ".join([tag, *sorted(f"{name}={value}" for name, value in written(given))]))
        self.hidden += tag in {"script", "style"}

    def handle_endtag(self, tag):
        if tag not in INLINE:
            self.pieces.append(BLOCK)
        if tag not in VOID:
            self.markup.append(f"/{tag}")
        self.hidden -= tag in {"script", "style"}

    def handle_data(self, data):
        if not self.hidden:
            self.pieces.append(data)

    def lines(self):
        """A line that only the template broke is a space, a block is a line."""
        text = re.sub(r"\s+", " ", "".join(self.pieces)).replace(BLOCK, "\n")
        return re.sub(r" ?\n[ \n]*", "\n", text).strip().split("\n")


def written(attributes):
    """Attributes as they matter: white space in classes does not."""
    for name, value in attributes.items():
        yield name, " ".join((value or "").split()) if name in {"class", "srcset", "sizes", "d", "points"} else value


def address(link, base):
    """The page a link leads to, without what only sorts or narrows; none where it leaves the portal."""
    target = urlsplit(urljoin(base, link))
    if target.netloc not in {"testserver", ""} or not re.match(r"/(sl|en)/", target.path):
        return None
    if re.search(r"logout|odjava|jsi18n|/export|/izvoz", target.path):
        return None
    query = target.query if KEPT_PARAMETERS.match(target.query) and "/admin/" not in target.path else ""
    return target.path + (f"?{query}" if query else "")


def pages_of(role, within):
    """(address, status, lines, markup) of every page that this role finds by following links."""
    from django.test import Client  # settings come first

    from partners.models import User

    client = Client(raise_request_exception=False)
    if role != "public":
        client.force_login(User.objects.get(email=f"{role}@demo.example"))
    starts = within or STARTS
    waiting, known = deque(starts), set(starts)
    while waiting and len(known) < MOST_PAGES:
        here = waiting.popleft()
        response = client.get(here)
        if response.headers.get("Location"):
            yield here, response.status_code, [response.headers["Location"]], []
            links = [response.headers["Location"]]
        elif "text/html" not in response.headers.get("Content-Type", ""):
            continue
        else:
            reading = Reading()
            reading.feed(response.content.decode())
            yield here, response.status_code, reading.lines(), reading.markup
            links = reading.links
        for link in links:
            found = address(link, f"http://testserver{here}")
            if found and found not in known and found.startswith(tuple(within or "/")):
                known.add(found)
                waiting.append(found)


def read(target, roles, within):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mer_portal.settings")
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    django.setup()
    found = {}
    for role in roles:
        for here, status, lines, markup in pages_of(role, within):
            found[f"{role} {here}"] = {"status": status, "lines": lines, "markup": markup}
        sys.stdout.write(f"{role}: {len(found)} pages\n")
    target.write_text(json.dumps(found, ensure_ascii=False, indent=0), encoding="utf-8")


def compare(before, after, parts, chosen):
    """Print what differs; returns the number of pages that do."""
    before, after = (json.loads(path.read_text(encoding="utf-8")) for path in (before, after))
    different = 0
    for page in sorted(filter(chosen, before.keys() | after.keys())):
        old, new = before.get(page), after.get(page)
        if old is None or new is None:
            different += 1
            sys.stdout.write(f"\n{page}: {'is new' if old is None else 'is gone'}\n")
            continue
        changes = [
            line
            for part in parts
            for line in difflib.unified_diff(
                [f"{old[part]}"] if part == "status" else old[part],
                [f"{new[part]}"] if part == "status" else new[part],
                lineterm="",
                n=0,
            )
        ]
        if changes:
            different += 1
            sys.stdout.write("\n" + "\n".join([page, *changes[2:]]) + "\n")
    sys.stdout.write(f"\n{len(before)} pages before, {len(after)} after, {different} differ.\n")
    return different


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--markup", action="store_true", help="compare elements and attributes too")
    parser.add_argument("--role", choices=ROLES, action="append", help="only this role; may be repeated")
    parser.add_argument("--within", action="append", help="only addresses that begin so; may be repeated")
    options = parser.parse_args()
    roles = options.role or ROLES
    if len(options.files) == 1:
        return read(options.files[0], roles, options.within)

    def chosen(page):
        role, here = page.split(" ", 1)
        return role in roles and here.startswith(tuple(options.within or "/"))

    return min(1, compare(*options.files, ["status", "lines", *(["markup"] if options.markup else [])], chosen))


if __name__ == "__main__":
    sys.exit(main())
