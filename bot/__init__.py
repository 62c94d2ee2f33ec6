"""Siffersvar: the bot that answers questions about regional health care with the figure and its source."""
