"""What tests of people and of invitations say in short."""

import re

from django.test import Client
from django.urls import reverse

from partners.models import Membership

PASSWORD = "varno-novo-geslo-7"
NEW = "nova@example.org"
HUGE = 10**20


def token_of(mail):
    [token] = re.findall(r"/([\w-]{43})/$", mail.text, re.MULTILINE)
    return token


def membership(user):
    return Membership.objects.get(user=user)


def page_of(partner):
    return reverse("organisation", args=[partner.pk])


def link(token):
    return reverse("invitation", args=[token])


def account(**fields):
    return {"name": "Nova Članica", "password1": PASSWORD, "password2": PASSWORD, **fields}


def said(response):
    return [str(message) for message in response.context["messages"]]


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def who(client):
    return client.session.get("_auth_user_id")
