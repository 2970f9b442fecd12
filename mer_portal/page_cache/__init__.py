"""Whole pages, kept in the process for readers who are nobody in particular, until anything that is shown changes."""
