"""The HTTP API under /api/v1: the same answers for programs, what is held, and whether the service is well."""
