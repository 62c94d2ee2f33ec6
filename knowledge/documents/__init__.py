"""Reports and slides become proposed figures that an editor accepts, changes or rejects.

`opening` reads a file of any kind into a `Document` (`blocks`), `proposing` finds its figures, `review_file` keeps what
the editor decided, and `accepting` writes a source folder of what was accepted.
"""
