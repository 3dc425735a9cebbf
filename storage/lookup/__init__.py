"""Find one author or paper, and load its card."""
