"""Results as documents and files."""
