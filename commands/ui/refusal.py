"""A request that cannot be met as it was typed."""


class UserError(Exception):
    """The message is shown to the person who typed the command, so it says what to do instead."""
