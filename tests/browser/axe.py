"""What axe-core finds on a page: WCAG 2.2 AA and its best practices."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# What differs between light and dark is colour alone.
COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}


def violations(page, rules=ALL_RULES):
    """A line for each rule and element, so that a failure says what to repair."""
    if page.evaluate("typeof axe === 'undefined'"):  # half a megabyte, once for each page
        page.evaluate(Axe().axe_script)
    found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
    return [f"{rule['id']}: {node['html'][:300]}" for rule in found for node in rule["nodes"]]


def dark_violations(page):
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return violations(page, COLOURS)
