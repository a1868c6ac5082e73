"""What cannot be read, said in Thai to the person who wrote it."""


class UnreadableError(ValueError):
    """Input that has no meaning we could take; `message_th` says why and how to write it."""

    def __init__(self, message_th: str) -> None:
        super().__init__(message_th)
        self.message_th = message_th
