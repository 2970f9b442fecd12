"""Saved runs: shown to others, published, compared."""
