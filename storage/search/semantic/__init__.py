"""Search by meaning, where the extra [semantic] is installed: a small sentence-embedding model on this machine."""
