"""Editions of books: begun with what is public, proposed with all files, approved once, never changed again."""
