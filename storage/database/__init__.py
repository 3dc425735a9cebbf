"""The database: connections, reads in one thread hop, bulk reads and writes."""
