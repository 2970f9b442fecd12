"""The whole public portal as a folder of files: it is read and searched from a disk, without a server.

What is asked is in `crawling.py`, what a page becomes in `markup.py`, where it lies in `addresses.py`; the search of
the folder is made in `searching.py`. Rooms further right say in `registered.py` what they add and leave out.
"""
