"""What the tests of harvesting share: asking, and reading answers that the schema has judged."""

from pathlib import Path

from lxml import etree

from catalogue.filing.records import stamp
from catalogue.models import Harvested

NAMES = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cite": "http://datacite.org/schema/kernel-4",
    "scheme": "http://www.openarchives.org/OAI/2.0/oai-identifier",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PARSER = etree.XMLParser(no_network=True, resolve_entities=False)
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "all.xsd", PARSER))


def judged(content):
    """The root of an answer that is valid."""
    root = etree.fromstring(content, PARSER)
    SCHEMA.assertValid(root)
    return root


def ask(client, method="get", **arguments):
    response = getattr(client, method)("/oai", arguments)
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return judged(response.content)


def texts(node, path):
    return [found.text or "" for found in node.findall(path, NAMES)]


def by_language(node, name):
    return [(found.get(LANG), found.text) for found in node.findall(f".//dc:{name}", NAMES)]


def code_of(root):
    """(code of the error, attributes of the request)"""
    error = root.find("oai:error", NAMES)
    return None if error is None else error.get("code"), dict(root.find("oai:request", NAMES).attrib)


def headers(root):
    """{kind/pk: status} of a list."""
    return {
        header.findtext("oai:identifier", namespaces=NAMES).rpartition(":")[2]: header.get("status")
        for header in root.iter(f"{{{NAMES['oai']}}}header")
    }


def token_of(root):
    return root.find(".//oai:resumptionToken", NAMES)


def harvest(client, verb="ListIdentifiers", **arguments):
    """{kind/pk: status} of all pages."""
    root = ask(client, verb=verb, **arguments)
    found = headers(root)
    while (token := token_of(root)) is not None and token.text:
        root = ask(client, verb=verb, resumptionToken=token.text)
        found |= headers(root)
    return found


def stamped_at(moment):
    """Stamp what waits, as if now were this moment."""
    stamp()
    Harvested.objects.update(datestamp=moment)


def name(entry):
    return f"{entry.kind}/{entry.pk}"
