"""Changes of the library: the log of runs, undo, and uploads waiting for a decision."""
