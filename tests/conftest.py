"""How the tests of rules run: a fair number of examples, and the same ones each time in CI."""

import os

from hypothesis import settings

settings.register_profile("here", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")
