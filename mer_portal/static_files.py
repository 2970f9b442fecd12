"""Static files under names that change with their content, compressed once when they are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAndCompressed(CompressedManifestStaticFilesStorage):
    """Compresses what pages ask for: names with a hash. The rest is half of all files and is asked for by nobody."""

    def compress_files(self, paths):
        asked = set(self.hashed_files.values())
        yield from super().compress_files([path for path in paths if path in asked and not path.endswith(".map")])
