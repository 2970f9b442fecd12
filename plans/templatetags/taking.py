"""What pages of plans ask of taking over."""

from django import template

from plans.taking.copying import may_be_copied_by

register = template.Library()
register.filter("may_be_copied_by", may_be_copied_by)
