"""Why a library cannot be exported, backed up or restored."""


class BackupError(Exception):
    """A sentence for a person. Nothing was changed."""
