"""From a file to rows: read → fetch what is known → compare (pure) → write; one transaction per file."""
