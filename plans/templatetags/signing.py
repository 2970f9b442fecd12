"""What the page of a commitment asks of signing."""

from django import template

from plans.signing.own import signing_rows

register = template.Library()
register.simple_tag(signing_rows, name="signing_rows")
