"""Documents made in code, of which it is known what they say: other words and layouts than the five of the project."""
