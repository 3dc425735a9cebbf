"""Changes of the library: the log of runs, undo, uploads that wait for a decision."""
