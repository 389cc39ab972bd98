import os

from hypothesis import HealthCheck, settings

# Nothing is timed: a slow machine is no defect of what is tested.
settings.register_profile(
    "language",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,  # there a change is judged, and not the day
)
settings.load_profile("language")
