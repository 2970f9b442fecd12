"""Somebody at the desk, in a process of their own: makes what a drill needs, says where it is, then publishes titles.

Run by `manage.py shell`; reads a title a line, says “done” for each, and ends with the input.
"""

import sys

from django.conf import settings
from django.db import connection
from django.test import Client

from library.models import Practice
from partners.models import User

person = User.objects.create_superuser("vaja@example.org", "geslo-samo-za-vajo")
signed_in = Client()
signed_in.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
entries = [Practice(title_sl=f"Vaja {number}", title_en=f"Drill {number}") for number in range(5)]
for entry in entries:
    entry.publish()
lists = ["/en/", "/sl/", "/en/catalogue/", "/en/good-practices/", "/sl/zemljevid/"]
pages = [address for entry in entries for address in entry.addresses().values()]
print(signed_in.cookies[settings.SESSION_COOKIE_NAME].value, entries[0].addresses()["en"], *lists, *pages, flush=True)
for line in sys.stdin:
    connection.close()  # the database may have been gone meanwhile
    entries[0].title_en = line.strip()
    entries[0].save()
    print("done", flush=True)
