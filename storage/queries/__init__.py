"""One question, one frozen answer. A query takes the session first, returns values and never commits."""
