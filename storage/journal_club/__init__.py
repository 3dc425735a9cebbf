"""The journal club of a server: what is nominated, votes, and what was chosen."""
