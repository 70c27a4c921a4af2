"""Does what the person asks for: a command and a place become orders to the player, and words."""

from coach.conductor.asides import Aside, Asides
from coach.conductor.conductor import Conductor, Readiness

__all__ = ["Aside", "Asides", "Conductor", "Readiness"]
