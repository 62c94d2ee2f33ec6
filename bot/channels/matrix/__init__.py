"""Matrix: people in rooms, threads and direct messages of any homeserver, with cards, tables, charts and reactions."""
