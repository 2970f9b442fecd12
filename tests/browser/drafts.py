"""Drafts of the person who is signed in."""

import re

from django.urls import reverse

from tests.browser.navigation import follow


def begin_draft(page, title):
    """A new draft of a practice; the page is its first stage, whose address is returned."""
    page.goto(reverse("write_new"))
    page.locator("[name='title']").fill(title)
    follow(page, page.locator("main button[type='submit']"))
    page.wait_for_url(re.compile("/basics/$"))
    return page.url


def save_draft(page):
    follow(page, page.locator("button[name='save']"))
