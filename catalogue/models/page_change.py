from django.db import connection, models
from django.utils.translation import gettext_lazy as _

# Rows that are counted are added up; those that others are writing meanwhile are not seen, and stay.
ADD_UP = """WITH counted AS (DELETE FROM catalogue_pagechange RETURNING number)
INSERT INTO catalogue_pagechange (number) SELECT sum(number) FROM counted HAVING count(*) > 0"""

PAGE_VERSION = """version + CAST((SELECT coalesce(sum(number), 0) FROM catalogue_pagechange) AS bigint)
AS page_version"""
VERSION = f"SELECT {PAGE_VERSION} FROM catalogue_cataloguestate WHERE id = 1"  # noqa: S608


class PageChange(models.Model):
    """Changes of what public pages show beside cards: triggers write them, in the transaction of the change.

    In rows, which PostgreSQL's writers add without waiting for each other. SQLite has one writer, and one row.
    """

    number = models.PositiveBigIntegerField(default=1, db_default=1)

    class Meta:
        verbose_name = _("change of pages")
        verbose_name_plural = _("changes of pages")

    def __str__(self):
        return str(self.number)

    @classmethod
    def add_up(cls):
        """Make one row of all, so that the sum stays cheap; it is the same before and after."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(ADD_UP)


def page_version():
    """A number that grows with every change of what a public page shows, whoever made it and by whatever way."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        return cursor.fetchone()[0]
