"""What the page for the media shows of a project or of the portal itself, and all its files as one archive."""

from django.utils.text import slugify

from catalogue.files.uploads import ending_of
from catalogue.languages import shown
from catalogue.limits import MEGABYTE
from catalogue.tables.writing import zip_bytes
from projects.models import BrandItem

Kind = BrandItem.Kind
FILES = (Kind.LOGO, Kind.EMBLEM, Kind.PHOTO, Kind.TEMPLATE)
MOST_TOGETHER = 60 * MEGABYTE  # of an archive, which is made while somebody waits


def kit_of(project=None):
    """{part of the page: items}; everything in one query."""
    items = list(BrandItem.objects.of(project).select_related("project"))
    return {
        "texts": [item for item in items if item.kind == Kind.TEXT],
        "statements": [item for item in items if item.kind == Kind.STATEMENT],
        "files": [item for kind in FILES for item in items if item.kind == kind and item.file],
        "colours": [(item, item.swatches()) for item in items if item.colours],
        "releases": sorted((i for i in items if i.kind == Kind.RELEASE), key=lambda item: item.issued, reverse=True),
    }


def size_of(item):
    """In bytes; None of a file that is lost."""
    try:
        return item.file.size
    except OSError:
        return None


def with_sizes(items):
    """[(item, size)] of the files that are there."""
    return [(item, size) for item in items if (size := size_of(item)) is not None]


def fits_together(files):
    return len(files) > 1 and sum(size for _item, size in files) <= MOST_TOGETHER


def file_name(item):
    return f"{item.kind}-{item.pk}-{slugify(shown(item, 'title').text)[:60]}.{ending_of(item.file.name)}"


def archive(files):
    """A ZIP of files of the kit, with a list of credits and licences."""
    content = [(file_name(item), read(item)) for item, _size in files]
    return zip_bytes([*content, ("README.txt", credits_of(files).encode())])


def read(item):
    with item.file.open("rb") as stored:
        return stored.read()


def credits_of(files):
    lines = (" · ".join(filter(None, [file_name(i), shown(i, "title").text, i.credit, i.licence])) for i, _s in files)
    return "\n".join([*lines, ""])
