"""The schema's history. `migrate` brings a store to today's schema; it is called at every start."""
