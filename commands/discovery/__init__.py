"""`/search`, `/similar`, `/new`, `/coauthors`, `/expert`, `/compare` and `/metrics`."""
