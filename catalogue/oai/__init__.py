"""The portal for harvesters: OAI-PMH 2.0 at /oai.

What may be asked is in `asking.py`, what is answered in `answers.py`, in which words in `formats.py`.
What is told of an entry is written and kept with its card: `catalogue/filing/telling.py`, `records.py`.
"""

import re

PATH = "/oai"
DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+")  # what a namespace must look like
