"""Work upon a restored database, in a process of its own: with its address, its files and its key from the first line.

`python -m mer_portal.backup.within STEP` gets JSON and answers in JSON. No command of people.
"""

import json
import os
import subprocess
import sys

STEPS = {"look": "mer_portal.backup.looking", "settle": "mer_portal.backup.settling"}


def within(step, *, url, media, cache, key, told):
    """Have a step done there; returns its answer."""
    from django.conf import settings

    from mer_portal.backup.refusals import Refused

    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "mer_portal.settings"),
        "DATABASE_URL": url,
        "MEDIA_ROOT": str(media),
        "CACHE_ROOT": str(cache),
        "SECRET_KEY": key,
        "BACKUP_FOLDER": "",
        "READ_ONLY": "off",
    }
    if step == "look":
        environment["MEDIA_STORAGE"] = ""  # nothing is done to the files of the portal that is there

    done = subprocess.run(  # noqa: S603  our own
        [sys.executable, "-m", "mer_portal.backup.within", step],
        cwd=settings.BASE_DIR,
        env=environment,
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        raise Refused(f"The restored database could not be worked upon: {said}")
    return json.loads(done.stdout.splitlines()[-1])


def main():
    import django
    from django.utils.module_loading import import_string

    django.setup()
    answer = import_string(f"{STEPS[sys.argv[1]]}.answer")(json.load(sys.stdin))
    sys.stdout.write(f"\n{json.dumps(answer)}\n")


if __name__ == "__main__":
    main()
