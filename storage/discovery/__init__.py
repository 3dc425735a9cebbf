"""Search, similar and new papers, co-authors, experts, comparisons and metrics."""
