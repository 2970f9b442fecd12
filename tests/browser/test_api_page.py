"""The description of the API for people: shown whole under the portal's own policy, and it asks nobody else."""

from playwright.sync_api import expect


def test_the_description_is_shown_and_an_answer_can_be_tried(page, witness):
    page.goto("/api/v1/docs")
    operation = page.locator("#operations-default-search")

    operation.get_by_role("button").first.click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()

    expect(operation.locator(".live-responses-table tbody .response-col_status")).to_contain_text("200")
    assert [address for address in witness.asked if "/api/v1/search" in address] != []
