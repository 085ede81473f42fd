"""Why bytes are no recording that can be kept; leaves the sentence for it to the actions."""


class NotASoundError(Exception):
    """These bytes are none of the four containers, or hold something else than one track of sound."""


class BrokenSoundError(Exception):
    """The bytes begin as a recording and do not go on as one, or hold what cannot be taken out of it."""
