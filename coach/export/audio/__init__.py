"""Audio files: one module for each kind, and what they share.

`tags` writes the metadata; FLAC and Opus use `libsndfile`, and Opus uses `ogg` too.
"""
