"""Audio files: one module for each kind, and what they share.

`tags` writes the metadata, `libsndfile` and `ogg` serve FLAC and Opus.
"""
