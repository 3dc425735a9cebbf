"""Keeps the library fresh from live sources (OpenAlex, arXiv, Semantic Scholar), in the background."""
