"""Unfinished work: content as it is typed, checked, computed at once or by the worker, and kept."""
