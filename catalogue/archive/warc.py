"""The answers as the portal gives them, under their true addresses, for archives of the web (WARC/1.1, ISO 28500)."""

import io
import logging

from django.conf import settings

from catalogue.archive.asking import ask
from catalogue.archive.refusals import Refused

HEARD_OF_ERRORS = logging.getLogger("django.request")


def write_warc(path, addresses, tell):
    """Ask once more for every address, without the words of the frozen copy, and write the answers down."""
    try:
        from warcio.statusandheaders import StatusAndHeaders  # an extra: only this needs it
        from warcio.warcwriter import WARCWriter
    except ImportError as error:
        raise Refused("For --warc install warcio: pip install warcio") from error
    HEARD_OF_ERRORS.setLevel(logging.ERROR)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    with draft.open("wb") as out:
        writer = WARCWriter(out, gzip=path.suffix == ".gz", warc_version="1.1")
        writer.write_record(
            writer.create_warcinfo_record(path.name, {"software": "MER portal", "format": "WARC File Format 1.1"})
        )
        for number, address in enumerate(addresses, 1):
            answer = ask(address)
            headers = StatusAndHeaders(str(answer.status), list(answer.headers.items()), protocol="HTTP/1.1")
            record = writer.create_warc_record(
                settings.SITE_URL + address, "response", payload=io.BytesIO(answer.body), http_headers=headers
            )
            writer.write_record(record)
            record.raw_stream.close()  # a file that the writer made to count and sum it
            tell.progress(number, len(addresses))
    draft.replace(path)
