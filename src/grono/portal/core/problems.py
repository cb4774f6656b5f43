"""What the core refuses to do, as sentences."""

from django.utils.functional import Promise


class RefusedError(Exception):
    """An act that may not happen now; its sentence says why and what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)
