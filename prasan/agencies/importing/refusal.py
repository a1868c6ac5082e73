"""A file that cannot be taken as a whole."""


class RefusedFile(Exception):  # noqa: N818 - a verdict on the file, not a fault of the program
    """`reason_th` says to the person who sent it what is wrong and what to do."""

    def __init__(self, reason_th: str) -> None:
        super().__init__(reason_th)
        self.reason_th = reason_th
