"""What no document of a portal holds: programs, and the word by which people try whether a scanner is awake."""

import re

INFECTED, ACTS, CUT = "infected", "acts", "cut"
SCANNER_TEST = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
LONGEST = len(SCANNER_TEST) * 2
# The word in one byte a letter, or in two as strings of PDF and files of Windows have it.
TESTS = (SCANNER_TEST, SCANNER_TEST.decode().encode("utf-16-le"), SCANNER_TEST.decode().encode("utf-16-be"))
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
ENDINGS = re.compile(
    r"\.(exe|com|scr|pif|bat|cmd|ps1|vbs?|vbe|jse?|wsf|wsh|hta|msi|msp|dll|cpl|jar|lnk|reg|sh|py|app|apk|iso|img|chm|"
    r"docm|dotm|xlsm|xlsb|pptm|swf|scf|url|desktop)[. ]*$",
    re.IGNORECASE,
)


def is_test(data):
    return any(test in data for test in TESTS)


PAGES = re.compile(rb"\s*(?:<[!?a-z/]|\{\\rtf|PK\x03\x04)", re.IGNORECASE)  # or archives


def is_another_kind(beginning):
    """Whether other programs than its own would take the file, by its first bytes, for theirs."""
    return is_program(beginning) or bool(PAGES.match(beginning))


def is_program(data):
    return data.startswith(PROGRAMS)


def names_program(name):
    return bool(ENDINGS.search(name))
