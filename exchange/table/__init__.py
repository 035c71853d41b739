"""Tables as another notation of a data set's files: a mapping says which column is which key of a record."""
