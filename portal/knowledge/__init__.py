"""What medicine and law know: pure values and pure functions, without I/O.

The data files under `data/` are read once, on import, and checked then. Nothing here
knows Django, the database or the clock.
"""
