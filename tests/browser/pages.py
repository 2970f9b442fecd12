"""One page of every kind a reader can meet, by name; `Portal.address` knows where each is."""

from catalogue.models import Kind
from tests.browser.networks import PAGES as OF_NETWORKS
from tests.browser.portal import PLAIN, QUERIES

LANGUAGES = ["sl", "en"]
LISTS = [kind.list_name for kind in Kind]
ITEMS = [kind.value for kind in Kind]
OF_BOOKS = ["edition", "edition_chapter", "book_search", "suggest_correction"]
OF_PLANS = ["plan_action", "plan_time_line", "plan_money", "plan_risks", "plan_swot", "plan_evidence", "plan_group"]
OF_CONSULTATIONS = ["plan_consultation", "plan_comment"]
OF_COMMITMENTS = ["signed_commitment", "register", "signatory", "verify_form", "verify"]
PUBLIC = [
    *PLAIN,
    *QUERIES,
    *LISTS,
    *ITEMS,
    *OF_BOOKS,
    *OF_PLANS,
    *OF_CONSULTATIONS,
    *OF_COMMITMENTS,
    *OF_NETWORKS,
    "full_plan",
    "plan_version",
    "full_practice",
    "slovenian_practice",
    "not_found",
]
# One of each layout, where looking at all of them would only repeat the same.
LAYOUTS = ["home", "catalogue", "catalogue_narrowed", "map", "about", "account_login"]
LAYOUTS += [
    "full_plan",
    "plan_action",
    "guideline",
    "practice_list",
    "transfer_list",
    "full_practice",
    "project",
    "event",
    "run",
    "not_found",
]
