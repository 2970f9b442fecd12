"""Loaded before the settings are: what a test machine's environment says where nothing else does."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("SITE_URL", "http://testserver")
