from catalogue.translation import register_entry
from plans.models import ActionPlan, Commitment

register_entry(ActionPlan, "actions")
register_entry(Commitment)
