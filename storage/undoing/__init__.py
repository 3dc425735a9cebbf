"""The library taken back: what each change replaced, kept until nobody can want it any more."""
