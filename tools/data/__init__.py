"""What was given to a question: typed, filled from tables, checked, computed, and guarded. Asks no database."""
