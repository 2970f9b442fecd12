class Refused(Exception):
    """The archive cannot be written; the words say why."""
