"""How files come in: a huge one is read to its end, so that its form is kept, but never written whole to the disk."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from catalogue.limits import MEGABYTE, MOST_FILE_BYTES

MOST_KEPT = MOST_FILE_BYTES + MEGABYTE  # more than any field takes: whoever counts, by whatever means, refuses it


class CappedFileUploadHandler(TemporaryFileUploadHandler):
    """Keeps the beginning of a file that is too large, and its true size, by which its field refuses it."""

    def receive_data_chunk(self, raw_data, start):
        if start < MOST_KEPT:
            super().receive_data_chunk(raw_data, start)
