"""Who writes what, copied out of the prose like the rest of the oracle, and what the pages call it."""

CARERS = ("carer", "other_carer")

WRITTEN_BY = {
    "check_in": ("subject",),
    "journal": ("subject",),
    "drawing": ("subject",),
    "photo": ("subject",),
    "memory": CARERS,
    "urge_note": ("subject",),
    "safety_plan": ("subject",),
    "hope_box": ("subject",),
    "practice_done": ("subject",),
    "practice_words": ("subject",),
    "practice_run": ("subject",),
    "measure": ("subject", "carer", "teacher"),
    "moment": CARERS,
    "good_moment": CARERS,
    "incident": CARERS,
    "promise": ("carer",),
    "one_page": ("subject", "carer"),
    "school_steps": ("subject",),
    "school_moment": ("teacher",),
    "session_note": ("therapist",),
    "assignment": ("therapist",),
    "process_note": ("therapist",),
    "transcript": ("therapist",),
    "own_journal": CARERS,
    "concern": ("carer", "other_carer", "therapist", "school_lead", "social_worker"),
    "digest": (),
    "reading_log": (),
}


# What the pages call it, where one row of the prose is written as several things; what carers keep is row 18.
WRITTEN_AS = {
    "subject": {
        **dict.fromkeys(("plan_part", "plan_rule"), "safety_plan"),
        **dict.fromkeys(("strength", "hope", "support"), "hope_box"),
        **dict.fromkeys(("signal", "felt_safe", "fear", "need"), "journal"),
        "recording": "drawing",  # row 3: what was made, as a sound
        "tried": "practice_done",  # row 7: that something was done or not
    },
    **{each: {"support": "journal", "fuel": "journal", "need": "moment", "tried": "moment"} for each in CARERS},
    "therapist": {"need": "assignment", "asq": "session_note"},  # row 15: "we met"; all of it only by showing
    "teacher": {"tried": "school_moment"},  # row 14
}
