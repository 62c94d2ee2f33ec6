"""How the engine bears a store of Kolada's size: a made catalogue, questions with known targets, and other engines."""
