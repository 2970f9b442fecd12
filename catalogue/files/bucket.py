"""Files of people in a bucket of S3, or of what speaks like it. They go out by the portal's own door all the same."""

from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage

MISSING = 404


class PortalBucket(S3Storage):
    """Nobody but the portal reads it: no address of the bucket is ever told. What is removed, its versions keep."""

    def get_default_settings(self):
        return super().get_default_settings() | {"default_acl": None, "file_overwrite": False}

    def get_modified_time(self, name):
        """As of other storages, a file that is not there is a fault of its own kind."""
        try:
            return super().get_modified_time(name)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == MISSING:
                raise FileNotFoundError(name) from error
            raise

    def url(self, name, *args, **kwargs):
        raise NotImplementedError("Files of people have no address but the portal's own.")
