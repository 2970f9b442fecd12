"""A storage as a bucket is one: its files have no path on this machine, no address, and one time."""

from django.core.files.storage import FileSystemStorage, Storage


class Pathless(Storage):
    def __init__(self):
        self.inner = FileSystemStorage()

    def _open(self, name, mode="rb"):
        return self.inner.open(name, mode)

    def _save(self, name, content):
        return self.inner.save(name, content)

    def delete(self, name):
        self.inner.delete(name)

    def exists(self, name):
        return self.inner.exists(name)

    def listdir(self, path):
        return self.inner.listdir(path)

    def size(self, name):
        return self.inner.size(name)

    def get_modified_time(self, name):
        return self.inner.get_modified_time(name)
