"""Property tests: no deadline on a shared machine, and examples enough for rules with few branches."""

from hypothesis import settings

settings.register_profile("grono", deadline=None, max_examples=50)
settings.load_profile("grono")
