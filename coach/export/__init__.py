"""A routine as files: audio with chapters, captions, a page with a handout, and a timetable.

`job` holds what is exported, `kind` what a kind of file is, `registry` the kinds that there are.
Each kind is a module with a descriptor of its own.
"""
