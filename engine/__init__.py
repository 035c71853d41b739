"""One GraphQL operation to one plan, to the SQL of a dialect, to bytes."""
