"""Files of people: how they come in, what they say, and how they go out."""
