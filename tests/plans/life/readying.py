"""What the plan of the tests needs besides to be ready for a decision."""

from tests.plans.planning import CONTENT

GOALS = CONTENT["goals"]
READY = {
    "indicators": [
        *CONTENT["indicators"],
        CONTENT["indicators"][0]
        | {"uid": "i2", "goal_id": "g2", "name_sl": "podjetja", "direction": 1, "baseline": "10", "target": "20"},
    ],
    "milestones": [
        *CONTENT["milestones"],
        {"uid": "m2", "action_id": "a1", "title_sl": "Položen parovod", "due": "2027-06-30", "weight": 1},
    ],
    "evidence": [
        *CONTENT["evidence"],
        {"uid": "e2", "action_id": "a2", "url": "https://www.example.org/pisarna", "label_sl": "Anketa"},
    ],
}


def with_row(relation, uid, **values):
    """The ready content with these values in one row."""
    rows = READY.get(relation) or CONTENT[relation]
    return READY | {relation: [row | values if row["uid"] == uid else row for row in rows]}
