"""The shell around `knowledge`: the command line and the terminal chat."""
