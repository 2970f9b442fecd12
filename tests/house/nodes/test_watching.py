"""What a node looks after while it serves goes on, whatever happens."""

import logging
from unittest.mock import patch

import pytest
from django.db import OperationalError

from mer_portal.nodes import watching


@pytest.mark.parametrize("fault", [OperationalError("gone"), ValueError("a job that nobody can read")])
def test_whatever_goes_wrong_the_next_look_comes_and_the_log_hears_of_it_once(fault, caplog):
    caplog.set_level(logging.WARNING)
    with (
        patch.object(watching, "close_old_connections"),
        patch.object(watching, "current_state", side_effect=fault),
        patch.object(watching.time, "sleep", side_effect=[None, None, None, KeyboardInterrupt]),
        pytest.raises(KeyboardInterrupt),
    ):
        watching.look_on()

    assert [record.exc_info[1] for record in caplog.records] == [fault]
