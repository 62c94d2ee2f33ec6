"""Other people's tables and statistics services -> a source folder. Nothing is imported here.

What is read is written to a temporary folder, checked as `knowledge check` checks it, and put in its place in one step:
a table that cannot be read whole, or a download that was cut, leaves nothing behind that could be taken for a source.
"""
