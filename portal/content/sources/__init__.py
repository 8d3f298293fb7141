"""The sources of the pages: which are used where, what is wrong, which still answer."""
