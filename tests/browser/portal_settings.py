"""The settings of production, with the collected files in the folder of the test run."""

import os

from mer_portal.settings import *  # noqa: F403  all of them, one changed

STATIC_ROOT = os.environ["PORTAL_STATIC_ROOT"]
