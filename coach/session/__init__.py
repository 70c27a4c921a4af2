"""Does what the person asks for: a command and a place become orders to the player, and words."""

from coach.session.announcements import Announcement, Announcements
from coach.session.controller import SessionController, SessionSpeech

__all__ = ["Announcement", "Announcements", "SessionController", "SessionSpeech"]
