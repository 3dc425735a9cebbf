"""The live sources: what each says, as values of ours. Asked in the background alone, in worker threads."""
