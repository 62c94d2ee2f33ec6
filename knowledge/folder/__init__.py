"""Reading the data folder. Only the modules of this package import pandas, YAML and Babel.

Nothing is imported here, so that the store can be read without any of them; begin at `knowledge.folder.reading`.
"""
