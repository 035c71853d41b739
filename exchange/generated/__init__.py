"""A format that nobody publishes: made-up records, which come in as all others do."""
