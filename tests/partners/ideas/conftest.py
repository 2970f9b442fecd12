import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def queries_of():
    """How often something asks the database."""

    def counted(do):
        with CaptureQueriesContext(connection) as found:
            do()
        return len(found)

    return counted
