"""The state database's versions, one file each, which Alembic runs one after the other."""
