"""Unfinished work: begun, changed, computed at once or by the worker, saved."""
