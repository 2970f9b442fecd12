"""What harvesters may ask. The protocol names each mistake; nothing of a request that has one is answered."""

import datetime as dt
import re
from typing import NamedTuple

BAD_VERB, BAD_ARGUMENT, BAD_TOKEN = "badVerb", "badArgument", "badResumptionToken"
NO_FORMAT, NO_RECORD, NOTHING = "cannotDisseminateFormat", "idDoesNotExist", "noRecordsMatch"

TOKEN = "resumptionToken"  # noqa: S105  the name of an argument
SELECTING = ("from", "until", "set")


class Refused(Exception):
    """An error of the protocol."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


class Verb(NamedTuple):
    required: tuple = ()
    optional: tuple = ()
    in_parts: bool = False  # goes on with a token, which stands alone


VERBS = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(optional=("identifier",)),
    "ListSets": Verb(in_parts=True),
    "ListIdentifiers": Verb(required=("metadataPrefix",), optional=SELECTING, in_parts=True),
    "ListRecords": Verb(required=("metadataPrefix",), optional=SELECTING, in_parts=True),
    "GetRecord": Verb(required=("identifier", "metadataPrefix")),
}
SYNTAX = {
    "set": re.compile(r"[A-Za-z0-9\-_.!~*'()]+(:[A-Za-z0-9\-_.!~*'()]+)*"),
    "metadataPrefix": re.compile(r"[A-Za-z0-9\-_.!~*'()]+"),
    "identifier": re.compile(r"[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]+"),
}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SECOND = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
END_OF_DAY = dt.time(23, 59, 59, tzinfo=dt.UTC)
BEGIN_OF_DAY = dt.time(0, 0, tzinfo=dt.UTC)


class Asked(NamedTuple):
    verb: str
    arguments: dict  # {name: text}, without the verb


def asked(given):
    """Of {name: [values]}, as query and body have them."""
    verbs = given.get("verb", [])
    if len(verbs) != 1:
        raise Refused(BAD_VERB, "Say one verb." if verbs else "The verb is missing.")
    [name] = verbs
    if name not in VERBS:
        raise Refused(BAD_VERB, "There is no such verb.")
    arguments = {key: values for key, values in given.items() if key != "verb"}
    check_names(VERBS[name], arguments)
    arguments = {key: values[0] for key, values in arguments.items()}
    check_values(arguments)
    return Asked(name, arguments)


def check_names(verb, given):
    known = {*verb.required, *verb.optional, *([TOKEN] if verb.in_parts else [])}
    if strange := sorted(set(given) - known):
        raise Refused(BAD_ARGUMENT, f"This verb has no argument “{strange[0][:50]}”.")
    if twice := [name for name, values in given.items() if len(values) > 1]:
        raise Refused(BAD_ARGUMENT, f"Say “{twice[0]}” only once.")
    if empty := [name for name, values in given.items() if not values[0]]:
        raise Refused(BAD_ARGUMENT, f"“{empty[0]}” is empty.")
    if TOKEN in given:
        if len(given) > 1:
            raise Refused(BAD_ARGUMENT, "A resumptionToken says all; leave out the rest.")
    elif missing := [name for name in verb.required if name not in given]:
        raise Refused(BAD_ARGUMENT, f"“{missing[0]}” is missing.")


def check_values(arguments):
    if "set" in arguments and not SYNTAX["set"].fullmatch(arguments["set"]):
        raise Refused(BAD_ARGUMENT, "No set is named like this.")
    begin, end = arguments.get("from"), arguments.get("until")
    if begin and end and len(begin) != len(end):
        raise Refused(BAD_ARGUMENT, "Give “from” and “until” in the same granularity.")
    since, to = since_of(begin), until_of(end)
    if since and to and since > to:
        raise Refused(BAD_ARGUMENT, "“from” is later than “until”.")


def since_of(text):
    return moment(text, BEGIN_OF_DAY) if text else None


def until_of(text):
    """The last second that is meant."""
    return moment(text, END_OF_DAY) if text else None


def moment(text, time_of_day):
    try:
        if DAY.fullmatch(text):
            return dt.datetime.combine(dt.date.fromisoformat(text), time_of_day)
        if SECOND.fullmatch(text):
            return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(BAD_ARGUMENT, "A date is written as YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, in UTC.")


def shown_again(found):
    """The arguments as the answer repeats them; what the schema of answers forbids is left out."""
    return {
        name: value for name, value in found.arguments.items() if name not in SYNTAX or SYNTAX[name].fullmatch(value)
    }
