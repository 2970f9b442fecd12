"""What is written with every entry: its card, texts, numbers, search terms, score and words."""
