"""The checks of `python -m bot doctor`: each returns or yields results, and changes nothing."""
