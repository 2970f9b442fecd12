"""What plans compute: exact numbers and days from plain rows. Knows nothing of Django; words stand elsewhere.

Numbers are Fraction or Decimal, never float. Every function takes time in proportion to its rows, sorting aside.
Invalid rows never get here: forms and the database hold them off. What a draft may lack is None or empty.
"""
