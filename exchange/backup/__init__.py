"""A whole database as one file, which either kind of database can be made from again."""
