"""Settings of all tests."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# a busy machine is no failure: how long an example takes says nothing of what is right
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")

# what is printed is compared in English, whatever the machine speaks
os.environ.update(LC_ALL="C.UTF-8", LANGUAGE="en")
