"""Lists of records as files: which fields go out, in which format, with what they rest on."""
