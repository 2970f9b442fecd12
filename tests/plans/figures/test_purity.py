"""What figures may know."""

import subprocess
import sys

IMPORT_ALL = """
import pkgutil, sys, importlib, plans.figures
for module in pkgutil.iter_modules(plans.figures.__path__, "plans.figures."):
    importlib.import_module(module.name)
print("plans.figures.progress" in sys.modules, "django" in sys.modules)
"""


def test_figures_know_no_django(settings):
    run = subprocess.run([sys.executable, "-c", IMPORT_ALL], cwd=settings.BASE_DIR, capture_output=True, check=True)

    assert run.stdout.split() == [b"True", b"False"]
