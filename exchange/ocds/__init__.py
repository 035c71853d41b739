"""Open Contracting data (OCDS 1.0 and 1.1), as publishers really write them."""
