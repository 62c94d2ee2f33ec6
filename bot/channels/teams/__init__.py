"""Microsoft Teams: the bot by Microsoft's connector, and the outgoing webhook of a team."""
