"""A plan out of the portal and in again: workbook, machines' description, calendar, document, feed."""
