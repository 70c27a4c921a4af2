"""Does what the person asks for: a command and a place become orders to the player, and words."""

from coach.session.announcements import Aside, Asides
from coach.session.controller import Conductor, Readiness

__all__ = ["Aside", "Asides", "Conductor", "Readiness"]
