"""Files go out by this door alone: under a fixed type, and without any power in the reader's browser."""

import hashlib

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from catalogue.files.pictures import WIDTHS, PictureFieldFile
from catalogue.files.uploads import CONTENT_TYPES, ending_of, shown_name

ANY_TYPE = "application/octet-stream"
SHOWN_IN_PLACE = {"image/webp", "image/png", "image/jpeg"}  # the site's own, which it encoded itself
MISSING = (FileNotFoundError, IsADirectoryError, NotADirectoryError, SuspiciousFileOperation, ValueError)


def send_stored(stored, *, filename, storage=default_storage, request=None):
    """A stored file, by its name or as the value of its field, or 404; who may have it is the caller's question.

    With the request given, a reader who has it already gets 304 instead. Caches ask every time: the address stays
    when the file changes or is not public any more.
    """
    name, storage = getattr(stored, "name", stored), getattr(stored, "storage", storage)
    if not name:
        raise Http404
    try:
        changed = int(storage.get_modified_time(name).timestamp())
        etag = tag_of(name, changed, storage.size(name))
        response = get_conditional_response(request, etag, changed) if request else None
        response = response or opened(storage, name, filename)
    except MISSING as error:
        raise Http404 from error
    return guarded(response, etag, changed)


def download(name, content, content_type):
    """A file that was made just now, to be kept under a name in any letters (RFC 6266) and never shown in place."""
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name),
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",  # the page it was made from is to be found
    }
    return HttpResponse(content, content_type=content_type, headers=headers)


def asked_often(request, content, make):
    """Calendars and feed readers ask often; where nothing is new, they are told so."""
    etag = tag_of(content)
    response = get_conditional_response(request, etag) or make()
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    return response


def name_at(stored, width):
    """The stored name of a picture in one of the widths there are; no other is made."""
    if width not in WIDTHS or not isinstance(stored, PictureFieldFile):
        raise Http404
    return stored.at(width)


def opened(storage, name, filename):
    """Shown in place only where the site encoded it itself; all else is downloaded, under a name made for people."""
    content_type = CONTENT_TYPES.get(ending_of(name), ANY_TYPE)
    return FileResponse(
        storage.open(name, "rb"),
        content_type=content_type,
        as_attachment=content_type not in SHOWN_IN_PLACE,
        filename=shown_name(filename),
    )


def guarded(response, etag, changed):
    """The same guards on 304, for a cache puts its headers in place of those it holds."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-cache"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(changed)
    return response


def tag_of(*marks):
    """Of what tells one stored file from another, without telling it."""
    return f'"{hashlib.sha256(repr(marks).encode()).hexdigest()[:32]}"'
