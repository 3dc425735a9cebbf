"""What the store answers: frozen values, of which a person sees every one. None is unknown; it is shown, never 0.

Not finding is an answer too: `AuthorAnswer` and `PaperAnswer` say all that can come back.
"""
