"""Backup and restore: one file that holds database, media and secrets, and is whole or is none.

`making.py` writes it, `checking.py` tries it where nothing is touched, `restoring.py` brings it back. How the file is
laid out is in `packing.py` and `unpacking.py`; what each database has of its own in `sqlite.py` and `postgres.py`; what
takes place of what in `exchanging.py`. Upon a restored database works a process of its own (`within.py`), with the
environment of that one: its address, its files, its secret key.
"""
