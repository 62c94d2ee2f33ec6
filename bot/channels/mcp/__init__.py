"""AI assistants, by the Model Context Protocol: tools that give figures with their sources, over stdio and HTTP."""
