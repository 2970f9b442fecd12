"""The portal for harvesters: OAI-PMH 2.0 at /oai.

What may be asked is in `asking.py`, what is answered in `answers.py`, in which words in `formats.py`.
What is told of an entry is written and kept with its card: `catalogue/filing/telling.py`, `records.py`.
"""

PATH = "/oai"
