"""What the team chats (Mattermost, Rocket.Chat, Teams) have in common: all but the form in which each wants it."""
