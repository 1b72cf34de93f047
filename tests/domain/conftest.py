"""Property tests measure nothing: on a busy machine a slow example is not a failure."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
