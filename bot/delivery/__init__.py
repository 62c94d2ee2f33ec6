"""From the inbox to the platform: each update answered once, each chat in order, whichever process holds it."""
