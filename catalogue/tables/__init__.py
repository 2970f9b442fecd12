"""Tables of other people read, our own written: one reader and one writer of CSV and XLSX, and one of numbers.

`decoding` makes text of bytes, `delimited` records of text, `workbook` records of XLSX, which `workbook_reading` reads
in a process of its own; `guards` keeps cells from being run as formulas. `reading` puts them together into a grid for
those who look at all of it, `writing` into files.
"""
