"""A session while it plays: commands and faults become playback requests and announcements."""
