"""The one exception of the methods."""


class MethodError(ValueError):
    """An argument a method cannot work with.

    `argument` is its name as in the signature, `code` a short stable word (`empty`, `shape`, `not_finite`,
    `range` …) that the pages translate, and the message an English sentence that names the argument.
    """

    def __init__(self, argument, code, message):
        super().__init__(message)
        self.argument = argument
        self.code = code

    def __reduce__(self):
        return type(self), (self.argument, self.code, str(self))
