"""The one way in which wrapping says that it cannot go on."""


class Failure(Exception):
    """What is wrong and what to do, for the person at the terminal: no traceback is shown."""
