"""Text as papers use it: LaTeX, sentences, ids, fields, hashes. Pure."""
