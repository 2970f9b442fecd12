"""Pages of entries, and of the people of an organisation."""
