"""Mattermost, and Rocket.Chat whose outgoing webhooks are alike: slash commands, webhooks and buttons."""
