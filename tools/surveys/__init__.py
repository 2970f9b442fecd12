"""Answers of invited people, who need no account."""
