"""Nothing leaves the host, and no page of staff or of an account breaks its own rules about scripts (see `Witness`).

Of public pages `test_public_pages` asks the same.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.people import ADMINISTRATOR, COORDINATOR

ADMIN_PAGES = ["index", "library_practice_changelist", "library_practice_add", "library_practice_change"]
ADMIN_PAGES += ["library_practice_history", "library_practice_delete", "library_practice_export"]
ADMIN_PAGES += ["library_practice_import", "projects_project_add", "partners_user_changelist", "partners_user_add"]
ADMIN_PAGES += ["catalogue_page_changelist", "catalogue_topic_add"]
ACCOUNT_PAGES = ["account_change_password", "account_email", "account_logout", "mfa_index", "mfa_activate_totp"]
ABOUT_ONE = {"library_practice_change", "library_practice_history", "library_practice_delete"}


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_admin_page_asks_only_its_own_host_and_has_no_complaint(page_of, portal, witness, name):
    page = page_of(ADMINISTRATOR)

    response = page.goto(reverse(f"admin:{name}", args=[portal.practice] if name in ABOUT_ONE else []))

    assert response.status == 200
    witness.testify()


@pytest.mark.parametrize("name", ACCOUNT_PAGES)
def test_account_page_asks_only_its_own_host_and_has_no_complaint(page_of, witness, name):
    page = page_of(COORDINATOR)

    response = page.goto(reverse(name))

    assert response.status == 200
    witness.testify()


def test_gallery_of_components_asks_only_its_own_host_and_has_no_complaint(page_of, witness):
    page = page_of(COORDINATOR)

    response = page.goto(reverse("components"))

    assert response.status == 200
    witness.testify()


def test_preview_of_an_import_asks_only_its_own_host_and_has_no_complaint(page_of, portal, witness):
    page = page_of(ADMINISTRATOR)
    page.goto(reverse("admin:library_practice_import"))

    rows = f"id,title_sl\n{portal.practice},Zelenika: drug naslov\n"
    page.locator("#id_import_file").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.locator("#id_format").select_option(label="csv")
    page.locator("form input[type=submit]").first.click()

    expect(page.locator(".import-preview")).to_contain_text("drug naslov")
    witness.testify()
