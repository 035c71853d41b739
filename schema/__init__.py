"""The public language: one concept a file, put together here."""
