"""The tests, the same rooms as the house."""
