"""`/author`, `/paper`, `/cite` and *Find papers here*."""
