"""What is done with a stranger's bytes: in a process of its own, with limits.

Nothing here imports Django, so that the process starts fast and holds no secrets.
"""
