"""A routine as files: audio with chapters, captions, a page with a handout, and a timetable.

`job` holds what is exported, `kind` describes a kind of file, and `registry` lists all kinds. Each
kind is a module with its own descriptor.
"""
