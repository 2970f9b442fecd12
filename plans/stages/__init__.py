"""The stage of a plan: what may change it, and the one place where it changes."""
