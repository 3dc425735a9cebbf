"""Finding one author or paper, and the cards of both."""
