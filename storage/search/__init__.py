"""Finding by words. The index lies beside the store, is derived from it and can be thrown away at any time."""
