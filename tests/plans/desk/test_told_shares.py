"""What the list of SWOT items says of a priority is rounded as everywhere, never cut off."""

import pytest

from plans.desk.told import share_of


@pytest.mark.parametrize(("priority", "shown"), [("0.144839", "14,5"), ("0.3265", "32,7"), ("0.07", "7,0")])
def test_a_priority_is_rounded_half_up(priority, shown):
    assert share_of({"priority": priority}) == f"skupna teža {shown} %"
