"""Files on their way from the desk: a bar while they are sent, and the form whole when they are refused."""

import io
import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image
from playwright.sync_api import expect

from tests.browser.drafts import begin_draft
from tests.browser.people import EDITOR


@pytest.fixture
def stage(page_of):
    """The stage of a new practice that takes a picture."""
    page = page_of(EDITOR)
    page.goto(begin_draft(page, "Slika na poti").replace("basics", "extras"))
    return page


def noise(side):
    """A picture that does not compress: three bytes a pixel."""
    data = io.BytesIO()
    Image.effect_noise((side, side), 80).convert("RGB").save(data, "PNG", compress_level=0)
    return {"name": "slika.png", "mimeType": "image/png", "buffer": data.getvalue()}


def slow_down(page, bytes_a_second):
    """Returns a function that makes it quick again, so that nobody waits once all is seen."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    limits = {"offline": False, "latency": 0, "downloadThroughput": -1}
    session.send("Network.emulateNetworkConditions", limits | {"uploadThroughput": bytes_a_second})
    return lambda: session.send("Network.emulateNetworkConditions", limits | {"uploadThroughput": -1})


def said(page, what):
    return page.locator("[data-sending]").get_attribute(f"data-{what}")


def test_a_picture_on_a_slow_connection_shows_how_far_it_is(stage):
    hurry = slow_down(stage, 200_000)
    stage.locator("input[type=file]").set_input_files(noise(1000))

    stage.locator("button[name='save']").click()

    expect(stage.locator("[data-bar]")).to_be_visible()
    expect(stage.locator("[data-label]")).to_have_text(re.compile(r"[0-3](,\d)? \w+ 2,9 MB"))
    stage.wait_for_function("() => { const at = document.querySelector('progress').value; return at > 0 && at < 100 }")
    hurry()
    expect(stage.locator(".notice[role=status], [role=status] .notice")).to_have_text(_("Saved."))


def test_the_buttons_lead_where_the_plain_form_does_and_back_again(stage):
    here = stage.url
    stage.locator("input[type=file]").set_input_files(noise(100))

    stage.locator("button[name='next']").click()

    expect(stage).to_have_url(re.compile(reverse("write_check", args=[7]).replace("7", r"\d+") + "$"))
    expect(stage.get_by_role("heading", level=1)).to_be_visible()
    stage.wait_for_function("() => document.readyState === 'complete'")  # with the script that knows the way back
    stage.go_back()
    expect(stage).to_have_url(here)
    expect(stage.locator("input[type=file]")).to_be_attached()


def test_sending_is_cancelled_and_the_form_keeps_everything(stage):
    slow_down(stage, 200_000)
    stage.locator("input[type=file]").set_input_files(noise(1000))
    stage.locator("form.writing input[type=text], form.writing textarea").first.fill("Besedilo ostane.")
    stage.locator("button[name='save']").click()

    stage.locator("[data-cancel]").click()

    expect(stage.locator("[data-told]")).to_have_text(said(stage, "cancelled"))
    expect(stage.locator("[data-bar]")).to_be_hidden()
    assert stage.evaluate("document.querySelector('input[type=file]').files[0].name") == "slika.png"
    expect(stage.locator("form.writing input[type=text], form.writing textarea").first).to_have_value(
        "Besedilo ostane."
    )


def test_a_file_that_is_none_is_refused_and_the_form_stays(stage):
    text = stage.locator("form.writing input[type=text], form.writing textarea").first
    text.fill("Besedilo ostane.")
    stage.locator("input[type=file]").set_input_files(
        {"name": "slika.png", "mimeType": "image/png", "buffer": b"ni slika" * 1000}
    )
    here = stage.url

    stage.locator("button[name='next']").click()

    expect(stage.locator("#errors")).to_be_focused()
    expect(stage).to_have_url(here)
    expect(text).to_have_value("Besedilo ostane.")


def test_a_broken_connection_is_told_and_the_form_stays(stage, witness):
    witness.expect("net::ERR_FAILED", "Failed to load resource")
    stage.locator("input[type=file]").set_input_files(noise(100))
    stage.route(stage.url, lambda route: route.abort() if route.request.method == "POST" else route.continue_())

    stage.locator("button[name='save']").click()

    expect(stage.locator("[data-told]")).to_have_text(said(stage, "failed"))
    expect(stage.locator("[data-bar]")).to_be_hidden()
    assert stage.evaluate("document.querySelector('input[type=file]').files.length") == 1


def test_a_file_that_is_too_large_is_told_before_anything_is_sent(stage, tmp_path):
    posts, large = [], tmp_path / "velika.png"
    stage.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    large.write_bytes(bytes(21 * 1024 * 1024))
    stage.locator("input[type=file]").set_input_files(large)

    stage.locator("button[name='next']").click()

    expect(stage.locator("input[type=file]")).to_be_focused()
    expect(stage.locator("p.field-error")).to_have_text(re.compile("velika.png.*20"))
    assert [url for url in posts if url == stage.url] == []
