"""Calls for what others say of a plan: contributions before the draft, comments on what is public, and answers."""
