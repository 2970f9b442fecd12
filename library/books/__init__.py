"""Books: chapters parsed once into a tree, from which pages, PDF and EPUB are written."""
