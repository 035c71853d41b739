"""The same rooms again, with the tests of each."""
