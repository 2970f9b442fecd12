from catalogue.translation import register_entry
from tools.models import Tool

register_entry(Tool, *Tool.body_fields)
