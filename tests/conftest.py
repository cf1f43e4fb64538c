"""How the tests that make up examples run: a fair number of them, and the same ones each time in CI."""

import os

from hypothesis import settings

settings.register_profile("here", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=50, deadline=None, derandomize=True, database=None)
# For a change to what the tests are about: `pytest --hypothesis-profile=thorough`.
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")
