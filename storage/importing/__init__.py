"""From a file to rows: read (profile or JSONL) → what is known → compare (pure) → write, one transaction a file."""
