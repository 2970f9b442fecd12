"""What harvesters are answered, as files of the archive: for each format the whole list in parts, as one would go on.

Each is an ordinary answer under the portal's own address; in the place of a token, which nobody could redeem, stands
the name of the next file. So a harvester that reads files, or a person with an XML editor, needs nothing else to know.
"""

import re
from itertools import count

from catalogue.filing.filing import current_state
from catalogue.oai.answers import answer
from catalogue.oai.asking import TOKEN, Asked
from catalogue.oai.formats import FORMATS

FOLDER = "oai"
TOKEN_WRITTEN = re.compile(r"(<resumptionToken[^>]*>)([^<]+)(?=</resumptionToken>)")


def files():
    """(name, content)."""
    state = current_state()
    for name, verb in (("identify", "Identify"), ("formats", "ListMetadataFormats")):
        yield f"{FOLDER}/{name}.xml", answer(Asked(verb, {}), state).encode()
    yield from in_parts("sets", "ListSets", {}, state)
    for prefix in FORMATS:
        yield from in_parts(f"records-{prefix}", "ListRecords", {"metadataPrefix": prefix}, state)


def in_parts(name, verb, arguments, state):
    for number in count(1):
        told = answer(Asked(verb, arguments), state)
        further = TOKEN_WRITTEN.search(told)
        following = f"{name}-{number + 1}.xml"
        yield f"{FOLDER}/{name}-{number}.xml", TOKEN_WRITTEN.sub(rf"\g<1>{following}", told).encode()
        if not further:
            return
        arguments = {TOKEN: further[2]}
