"""Documents for paper: Typst sets them, in the fonts of the portal."""
