"""Every fault a practice file can have: its code, what it means, how to mend it; leaves finding it to others.

`docs/reference/content-codes.md` lists the same codes; a test holds the two together.
"""

from dataclasses import dataclass

from lamplit.engines.records.reading import Faults, Item


@dataclass(frozen=True, slots=True)
class Code:
    """What one code means and the sentence that says how to mend it."""

    means: str
    mend: str


CODES: dict[str, Code] = {
    "not_yaml": Code("The file is not YAML.", "Look at the spaces and quotes of this line."),
    "not_text": Code("The file cannot be read as text.", "Save it as UTF-8 text."),
    "said_twice": Code("A key stands twice in one place.", "Keep one of the two."),
    "header_missing": Code("Source, licence or review date is missing.", "Add the line at the top of the file."),
    "bad_date": Code("A date is not a date.", "Write it as year-month-day, such as 2026-11-22."),
    "text_missing": Code("Something that people need has no words.", "Write the words, or take the line out."),
    "key_unknown": Code("A key is not known here.", "Correct the spelling or take it out."),
    "slug_differs": Code("The practice is not called what its file is called.", "Give both the same name."),
    "slug_bad": Code("A short name has signs that do not belong.", "Use small letters, digits and '-'."),
    "slug_twice": Code("Two practices have the same short name.", "Rename one of the two files."),
    "role_unknown": Code(
        "A role is not known.", "Use subject, carer, other_carer, therapist, teacher, school_lead or social_worker."
    ),
    "tag_unknown": Code(
        "A modality or need is not in the list of tags.", "Choose one from _tags.yaml, or add it there."
    ),
    "list_empty": Code("A list that needs at least one line has none.", "Write at least one line."),
    "inward_unknown": Code("It is not said whether the practice turns inward.", "Write no, inward or past."),
    "evidence_unknown": Code(
        "The evidence label is not one of the five.", "Write strong, some, practice-based, limited or none."
    ),
    "yes_or_no": Code("Something is neither yes nor no.", "Write yes or no."),
    "number_bad": Code("A number is missing, not whole or out of bounds.", "Write a whole number within the bounds."),
    "band_missing": Code("An age band is not spoken of.", "Add the band with steps, or with 'not_for:' and a reason."),
    "band_unknown": Code("An age band is not known.", "Use 3-5, 6-8, 9-12, 13-17 or adult."),
    "band_both": Code("A band has steps and says it is not for this age.", "Keep one of the two."),
    "band_like": Code("A band is like one that has no steps of its own.", "Name a band that has steps."),
    "nothing_offered": Code("The practice is for no age at all.", "Give at least one band its steps."),
    "reader_unknown": Code("It is not clear who reads this.", "Write child or adult."),
    "type_unknown": Code(
        "A step has a type that is not known.", "Choose a type from docs/reference/practice-format.md."
    ),
    "key_not_here": Code("A key does not belong to this type of step.", "Take it out, or choose another type."),
    "name_missing": Code("A step that takes an answer has no name.", "Give it a name, such as feeling."),
    "name_bad": Code(
        "A step's name has signs that do not belong.", "Use small letters, digits and '_', a letter first."
    ),
    "name_twice": Code("Two steps of one band have the same name.", "Rename one of the two."),
    "choices_few": Code("There are fewer choices than two.", "Offer at least two, or use 'say'."),
    "choices_unknown": Code(
        "A named list of choices is not there.", "Add it under 'lists:', or write the choices here."
    ),
    "bounds_bad": Code("The least is more than the most.", "Turn the two round."),
    "part_unknown": Code("A part is used that is not there.", "Add it under 'parts:', or correct the name."),
    "part_unused": Code("A part or a list is never used.", "Use it or take it out."),
    "expression_bad": Code("A condition cannot be read.", "See 'Conditions' in docs/reference/practice-format.md."),
    "expression_ahead": Code(
        "A condition asks for an answer that is not given before it.", "Ask for the answer of an earlier step."
    ),
    "expression_choice": Code(
        "A condition names a choice that is not offered.", "Use a value of the step it asks for."
    ),
    "own_only_in_constraint": Code("'.' stands in 'relevant', where nothing is answered yet.", "Use ${name}."),
    "message_missing": Code(
        "A constraint says nothing to the person it refuses.", "Add 'constraint_message:' in kind words."
    ),
    "insert_unknown": Code("A text shows an answer that is not given before it.", "Use ${name} of an earlier step."),
    "breath_bad": Code(
        "A way of breathing is not sound.", "Give in and out 1 to 10 seconds, hold and rest 0 to 4, rounds 2 to 30."
    ),
    "hold_under_13": Code("Somebody under 13 is asked to hold their breath.", "Leave out 'hold' and 'rest'."),
    "scene_start": Code("A scene does not begin at one of its turns.", "Name a turn in 'start:'."),
    "scene_to": Code("A choice leads to a turn that is not there.", "Name a turn, or 'end'."),
    "scene_few": Code("A turn of a scene has fewer than three choices.", "Offer three or more."),
    "scene_skill": Code(
        "A choice of a scene does not name the skill in it.", "Add 'skill:', a sentence without a verdict."
    ),
    "scene_loops": Code("A scene can go round for ever.", "Lead each turn on to a later one or to 'end'."),
    "scene_apart": Code("No choice leads to this turn.", "Lead a choice to it or take it out."),
    "table_gap": Code("A table has no words for one pair of choices.", "Add its lines."),
    "sort_of": Code("What is to be sorted is not a list made before.", "Name an earlier list_builder or many_choice."),
    "gate_needed": Code(
        "A check for too much stands in a practice that is not inward.", "Write 'inward: inward' or 'inward: past'."
    ),
    "past_young": Code("Past-focused work is offered under 13.", "Write 'not_for:' for this band."),
    "minutes_untrue": Code(
        "The timers take more or less time than the card says.", "Change the minutes or the timers, to within a tenth."
    ),
    "hard_to_read": Code(
        "The words of a band are too hard for its readers.", "Use shorter words and shorter sentences."
    ),
    "sentence_long": Code("A sentence is too long for its readers.", "Make two of it."),
    "word_to_avoid": Code("A word stands here that this house does not use.", "Say it another way."),
    "eyes_closed": Code(
        "Somebody is told to close their eyes or to hold still in pain.", "Leave eyes open; offer a choice."
    ),
    "cure_claimed": Code("A cure is promised.", "Say what people have found, and who found it."),
    "need_unknown": Code("What a behaviour may be saying names no need.", "Use a need of content/kinds/moment.yaml."),
    "pick_unknown": Code("A behaviour names a pick that no moment has.", "Use one of 'happened' in moment.yaml."),
    "meanings_few": Code("A behaviour may be saying fewer than three things.", "Write three or more under 'saying:'."),
    "minutes_unknown": Code("Something to do takes a time that is not offered.", "Write 1, 5 or 15."),
    "minutes_gap": Code("A behaviour has nothing to do for one of the times.", "Write a line for it under 'do:'."),
    "where_unknown": Code("A situation is neither of home nor of school.", "Write home or school, or leave it out."),
    "not_for_school": Code("A word stands here that is not for school.", "Say it another way, or write 'school: no'."),
}


def note(faults: Faults, where: Item, code: str, said: str) -> None:
    """Note one fault at the line of `where`: what is so, then how to mend it."""
    faults.add(where, code, f"{said} {CODES[code].mend}")
