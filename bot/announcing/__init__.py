"""The loop that announces: it writes the digests that are due to the outbox, and sends what is there."""
