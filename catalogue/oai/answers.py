"""What harvesters are answered: for each verb an element, or the error that the protocol has for it."""

import datetime as dt

from django.conf import settings
from django.db.models import Min

from catalogue.datacite import PORTAL
from catalogue.filing.records import this_second
from catalogue.languages import LANGUAGES
from catalogue.models import Harvested
from catalogue.oai import PATH, lists, sets
from catalogue.oai.asking import BAD_ARGUMENT, BAD_VERB, NO_FORMAT, NO_RECORD, Refused, shown_again
from catalogue.oai.formats import FORMATS, dublin_core_root, format_of
from catalogue.oai.namespace import identifier, namespace, namespace_of_host, place
from catalogue.xml_writing import XSI, below, document

PROTOCOL = "http://www.openarchives.org/OAI/2.0/"
IDENTIFIERS = f"{PROTOCOL}oai-identifier"
SECONDS = "YYYY-MM-DDThh:mm:ssZ"


def base_url():
    return settings.SITE_URL + PATH


def written(moment):
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def answer(asked, state):
    """The whole document; `asked` may be the mistake that stands in its place."""
    root = begun()
    if isinstance(asked, Refused):
        below(root, "request", base_url())
        return with_error(root, asked)
    request = below(root, "request", base_url(), verb=asked.verb, **shown_again(asked))
    try:
        root.append(ANSWERS[asked.verb](asked, state))
    except Refused as error:
        if error.code in (BAD_VERB, BAD_ARGUMENT):
            request.attrib.clear()
        return with_error(root, error)
    return document(root)


def begun():
    root = below(None, "OAI-PMH", xmlns=PROTOCOL)
    root.attrib |= {"xmlns:xsi": XSI, "xsi:schemaLocation": f"{PROTOCOL} {PROTOCOL}OAI-PMH.xsd"}
    below(root, "responseDate", written(this_second()))
    return root


def with_error(root, error):
    below(root, "error", str(error), code=error.code)
    return document(root)


# --- The repository ---


def identify(asked, state):
    found = below(None, "Identify")
    first = Harvested.objects.stamped().aggregate(first=Min("datestamp"))["first"]
    told = {
        "repositoryName": PORTAL,
        "baseURL": base_url(),
        "protocolVersion": "2.0",
        "adminEmail": mailbox(state),
        "earliestDatestamp": written(first or this_second()),
        "deletedRecord": "persistent",
        "granularity": SECONDS,
        "compression": "gzip",
    }
    for name, text in told.items():
        below(found, name, text)
    scheme = below(below(found, "description"), "oai-identifier", xmlns=IDENTIFIERS)
    scheme.attrib |= {"xmlns:xsi": XSI, "xsi:schemaLocation": f"{IDENTIFIERS} {IDENTIFIERS}.xsd"}
    sample = {"scheme": "oai", "repositoryIdentifier": namespace(state), "delimiter": ":"}
    for name, text in (sample | {"sampleIdentifier": identifier(state, "practice/1")}).items():
        below(scheme, name, text)
    return found


def mailbox(state):
    """Of a portal on a machine without a domain, an address that cannot be."""
    found = settings.CONTACT_EMAIL or settings.ADMIN_EMAIL
    name, _at, host = found.rpartition("@")
    return found if "." in host else f"{name}@{namespace_of_host(host)}"


def list_formats(asked, state):
    found = below(None, "ListMetadataFormats")
    record = record_of(asked, state) if "identifier" in asked.arguments else None
    for one in FORMATS.values():
        if record is None or is_told(record, one):
            element = below(found, "metadataFormat")
            below(element, "metadataPrefix", one.prefix)
            below(element, "schema", one.schema)
            below(element, "metadataNamespace", one.namespace)
    return found


def list_sets(asked, state):
    """By their place: what was delivered is passed over."""
    found = below(None, "ListSets")
    begun = lists.Selection(verb=asked.verb, prefix="", spec="", since="", until="")
    if "resumptionToken" in asked.arguments:
        begun = lists.read(asked.verb, asked.arguments["resumptionToken"])
    known = [one for one in sets.all_sets(state.version) if one.spec > begun.spec]
    for one in known[: lists.PAGE]:
        add_set(found, one)
    more = len(known) > lists.PAGE
    further = lists.Selection(
        verb=asked.verb,
        prefix="",
        spec=known[: lists.PAGE][-1].spec if known else begun.spec,
        since="",
        until="",
        delivered=begun.delivered + lists.PAGE,
    )
    add_token(found, begun, lists.written(further) if more else "")
    return found


def add_set(parent, one):
    element = below(parent, "set")
    below(element, "setSpec", one.spec)
    below(element, "setName", " / ".join(dict.fromkeys(one.names.values())))
    description = dublin_core_root()
    for name, texts in (("title", one.names), ("description", one.descriptions)):
        for code in LANGUAGES:
            below(description, f"dc:{name}", texts[code], code)
    below(element, "setDescription").append(description)


# --- Records ---


def list_identifiers(asked, state):
    return listed("ListIdentifiers", asked, state, add_header)


def list_records(asked, state):
    return listed("ListRecords", asked, state, add_record)


def listed(name, asked, state, add):
    found, selected = below(None, name), lists.selection(asked)
    records, more = lists.page(selected)
    for record in records:
        add(found, record, FORMATS[selected.prefix], state)
    add_token(found, selected, lists.token_after(selected, records[-1], len(records)) if more else "")
    return found


def add_token(parent, selected, token):
    """None where the first page is the last; empty on the last of several."""
    if token or selected.delivered:
        below(parent, "resumptionToken", token, cursor=str(selected.delivered))


def get_record(asked, state):
    record = record_of(asked, state)
    known = format_of(asked.arguments["metadataPrefix"])
    if not is_told(record, known):
        raise Refused(NO_FORMAT, "This record is not told in this format.")
    found = below(None, "GetRecord")
    add_record(found, record, known, state)
    return found


def record_of(asked, state):
    where = place(state, asked.arguments["identifier"])
    record = where and Harvested.objects.filter(kind=where[0], object_id=where[1]).first()
    if not record or not (record.deleted or record.digest):
        raise Refused(NO_RECORD, "There is no such record.")
    return record


def is_told(record, known):
    return known.prefix == "oai_dc" or record.cited is not None


def add_record(parent, record, known, state):
    element = below(parent, "record")
    add_header(element, record, known, state)
    if not known.is_gone(record):
        below(element, "metadata").append(known.write(record.kind, record.told))


def add_header(parent, record, known, state):
    """What waits for its stamp changed just now."""
    header = below(parent, "header", **({"status": "deleted"} if known.is_gone(record) else {}))
    below(header, "identifier", identifier(state, record))
    below(header, "datestamp", written(record.datestamp or this_second()))
    for spec in record.set_specs:
        below(header, "setSpec", spec)


ANSWERS = {
    "Identify": identify,
    "ListMetadataFormats": list_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
    "GetRecord": get_record,
}
