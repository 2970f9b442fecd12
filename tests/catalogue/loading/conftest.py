"""A content folder that tests change and load."""

import pytest

from tests.catalogue.loading.folder import Folder
from tests.standing import standing


@pytest.fixture
def folder(tmp_path, db):
    path = tmp_path / "content"
    path.mkdir()
    return Folder(path)


@pytest.fixture(scope="module")
def small_portal(tmp_path_factory, django_db_setup, django_db_blocker):
    """The small folder, loaded once for the module."""
    with standing(django_db_blocker, Folder(tmp_path_factory.mktemp("content")).load):
        yield


@pytest.fixture
def loaded(small_portal, folder, capsys):
    """The same folder again, to be changed and loaded once more."""
    capsys.readouterr()
    return folder
