from django.views.decorators.http import require_safe

from catalogue.views import show_entry
from tools.models import Tool


@require_safe
def tool(request, slug):
    return show_entry(request, Tool.objects, slug, "tools/tool.html")
