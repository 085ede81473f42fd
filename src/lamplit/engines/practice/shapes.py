"""Which keys each type of step takes, and which types take an answer; leaves what the keys hold to `steps`."""

EVERY = frozenset({"type", "label", "hint", "relevant", "name", "always"})
ASKS = EVERY | {"required", "constraint", "constraint_message"}

TYPES: dict[str, frozenset[str]] = {
    "say": EVERY | {"lines"},
    "card": EVERY | {"lines", "by", "table"},
    "ground": EVERY | {"lines"},
    "contact": EVERY | {"lines"},
    "stop": EVERY | {"lines"},
    "check": frozenset({"type", "relevant"}),
    "timer": EVERY | {"lines", "seconds"},
    "breath": EVERY | {"lines", "patterns"},
    "text": ASKS | {"lines"},
    "turn": ASKS | {"lines", "voice"},
    "choice": ASKS | {"choices"},
    "many_choice": ASKS | {"choices", "least", "most"},
    "scale": ASKS | {"faces", "low", "high", "lowest", "highest"},
    "body_map": ASKS | {"choices"},
    "drawing": ASKS | {"lines"},
    "photo": ASKS | {"lines"},
    "audio": ASKS | {"lines"},
    "scene": EVERY | {"start", "turns"},
    "list_builder": ASKS | {"lines", "least", "most"},
    "sort": ASKS | {"of", "choices", "bins"},
    "ladder": ASKS | {"lines", "least", "most", "low", "high"},
}

SHOWS = frozenset({"say", "card", "ground", "contact", "stop", "timer", "breath"})  # nothing is answered: on or back
NAMED = frozenset(TYPES) - SHOWS - {"check"} | {"breath"}
LABELLED = frozenset(TYPES) - {"check"}
VOICES = ("adult", "younger", "me", "other", "first", "second")
BODY_PARTS = ("head", "face", "throat", "shoulders", "chest", "tummy", "back", "arms", "hands", "legs", "feet", "all")
END = "end"
OWN_WORDS = "own_words"

TOP_KEYS = frozenset(
    {
        *("source", "licence", "review_date", "practice", "title", "purpose", "for", "modality", "helps_with"),
        *("inward", "evidence", "cautions", "content_notes", "author", "clinician_reviewed"),
        *("lived_experience_reviewed", "timed", "short", "together", "off_screen", "skill", "bands", "parts", "lists"),
    }
)
BAND_KEYS = frozenset(
    {"not_for", "title", "purpose", "minutes", "inward", "read_by", "therapist_enabled", "steps", "like"}
)
EVIDENCE_KEYS = frozenset({"label", "source", "as_of"})
