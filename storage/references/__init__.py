"""References as other programs and readers take them: pure text from frozen answers."""
