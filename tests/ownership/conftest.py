"""Properties are tried without a deadline: the first use of scipy takes longer than any example."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
