"""Each file makes of the tables of one version those of the next; its revision is the version's number."""
