"""What people are told about a circle's changes and refusals, in plain words; leaves deciding to `people.standing`."""

from collections.abc import Mapping

from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say

_OVER = say("This link no longer works. Ask the person who sent it for a new one.")
SORRY: Mapping[str, str] = {
    "not_here": say("This person is not in your circle any more. Look at the circle page again."),
    "not_yours": say("Only the people who look after this circle can do that. The circle page says who they are."),
    "not_yourself": say("You cannot do that for yourself. Ask another person who looks after this circle."),
    "subject_stays": say(
        "This circle is about them, so nobody can pause or remove them. They can leave when they want to."
    ),
    "too_late": say("Something changed in the meantime. Look at the circle page again."),
    "already_asked": say("Somebody has already asked for this. The circle page says who, and until when."),
    "nothing_asked": say("Nobody is asking for this any more. Look at the circle page again."),
    "second_person": say("You asked for this yourself. A second person has to agree, or it ends after 72 hours."),
    "their_pause": say("They made this pause themselves, so only they can end it."),
    "ask_a_grown_up": say("Ask one of your grown-ups about this. You can talk about it together."),
    "last_adult": (
        say(
            "You are the last person here who looks after this circle. When you leave, nobody can let people in or "
            "pause them. Ask somebody else in first. Or tick the box below to leave all the same."
        )
    ),
    "link_over": _OVER,
    "wrong_code": say("That code did not match. Ask for it again and type all six numbers."),
    "last_try": say("That code did not match. You have one more try. Ask the person who invited you to read it out."),
    "already_member": say("You already have a part in this circle. There is nothing more to do."),
    "not_for_you": say("This link is for the person the circle is about. Sign out, and let them open it."),
    "already_in": (
        say(
            "They have their own way in already. They can add another device themselves, in their settings. "
            "Have they lost every way in? Open their name on the circle page: two of you can let them back in."
        )
    ),
    "no_way_in_yet": say(
        "They have not finished setting up their way in. Ask them to add a passkey or a password first."
    ),
    "bad_name": say("Choose a sign-in name of 3 to 64 letters or numbers. It may have dots and dashes, but no spaces."),
    "taken_name": say("Somebody here has that sign-in name. Choose another one."),
    "empty_name": say("Write the name people will see. A first name is enough."),
    "no_line_name": say("Write what the line is called, so that everybody knows whom they ring."),
    "long_name": say("That name is too long. Keep it to 60 letters."),
    "bad_birth_date": say("Write the birth date as day, month and year. It cannot be in the future."),
    "no_birth_date": say("Write the birth date, or tick that this is an adult. The age decides what stays private."),
    "grown_birth_date": say("By this date they are 18 or more. Tick that this circle is about an adult."),
    "odd_role": say("Choose what you are to this person from the list."),
    "odd_consent": say("Say who agreed to this part, and on what ground."),
    "bad_duty": say("Write the days as day, month and year. The last day cannot come before the first."),
    "no_duty": say("Days on duty are for other carers, such as respite. Everybody else reads on every day."),
    "back_over": say(
        "This way back is over. It lasts for 15 minutes and works once. Ask for a new one on the circle page."
    ),
    "second_helper": say("You asked for this yourself. Somebody else from the circle has to say yes."),
    "too_new": say("Whoever helps must have been in the circle for a week, or longer than the person they help."),
    "operator_asks": say("You run this Lamplit. A second person from the circle has to say yes, not you twice."),
    "not_a_young_child": say("This is only for a child up to 12 with one grown-up. For others two of the circle help."),
    "two_are_here": say("Two grown-ups of this circle can do this together. It is theirs to do."),
    "not_a_child": say("This is only for children up to 12."),
    "not_a_founder": say("Only a carer, therapist or social worker who is in a circle can make another one."),
    "no_link": say("There is no link for school any more. Make a new one below."),
    "many_codes": say("There are ten codes waiting already. Use one of them, or make a new link."),
    "only_by_link": say(
        "This device is open for school only. Close the school page first, then open the invitation again."
    ),
    "odd_phone": say("That does not look like a phone number. Use digits, and a plus at the front if you need one."),
    "odd_email": say("That does not look like an e-mail address. It has one @ in it, and no spaces."),
    "long_phone": say("That number is too long. Keep it to 40 signs."),
    "rota_not_yours": say("The therapist, the school lead or the social worker of this circle can propose this."),
    "rota_nobody_yet": say("The person this circle is about is asked first. Let them in before you propose this."),
    "rota_empty": say("Write at least one row: who reads, on which days, and from when until when."),
    "rota_who": say("Choose grown-ups from the list. Somebody has to have agreed to their part in the circle."),
    "rota_hours": say("Pick the days, and write from when until when. The two times have to differ."),
    "rota_cover": say("Choose somebody else to stand in. Nobody can stand in for themselves."),
    "rota_first": say("The person this circle is about answers first. You are asked after they have said yes."),
    "rota_over": say("Nothing is asked any more. Nobody is watching, as before."),
    "need_consent": say("First somebody has to agree to your own part. The circle page shows where."),
}
NOTICES: Mapping[str, str] = {
    "invited": say("{actor} made an invitation for: {role}."),
    "invitation_ended": say("{actor} ended an invitation for: {role}."),
    "joined": say("{about} opened the invitation for: {role}. They can see nothing yet."),
    "confirmed": say("{actor} let {about} in as: {role}."),
    "turned_away": say("{actor} turned {about} away before they could see anything."),
    "paused": say("{actor} paused {about}. {about} can see nothing until the pause ends."),
    "resumed": say("{actor} ended the pause of {about}."),
    "removal_asked": say("{actor} asked that {about} leaves. It ends in 72 hours, or when a second person agrees."),
    "removal_agreed": say("{actor} agreed. {about} is no longer in the circle."),
    "removal_withdrawn": say("{actor} stopped the removal of {about}. {about} stays."),
    "removed": say("72 hours have passed. {about} is no longer in the circle."),
    "left": say("{about} left the circle. What they wrote stays here."),
    "left_nobody": say(
        "{about} left. Nobody looks after this circle now. Ask the person who runs this Lamplit to help."
    ),
    "duty_changed": say("{actor} changed the days of {about}."),
    "school_link": say("{actor} made a new link to the school page for {about}."),
    "school_code": say("{actor} made a code for one more device of {about}."),
    "school_device": say("{about} opened the school page on a device."),
    "school_device_ended": say("{actor} closed the school page on a device of {about}."),
    "school_link_ended": say("{actor} ended the link of {about}. It is closed on every device."),
    "school_card": say("{actor} changed who the school page names for worries."),
    "therapist_card": say("{actor} changed how the therapist can be reached."),
    "support_line": say("{actor} changed the support line of the family."),
    "consent_given": say("{actor} wrote down who agreed to the part of {about}."),
    "consent_withdrawn": say("{actor} took back the consent for {about}. {about} now sees only what they wrote."),
    "back_asked": say("{actor} asked that {about} gets a way back in. A second person has to say yes."),
    "back_agreed": say("{actor} said yes. {about} can come back in with one new device."),
    "back_by_operator": say("The person who runs this Lamplit said yes. {about} can come back in with one new device."),
    "back_used": say("{about} is back in, on a new device. Every other device of theirs is signed out."),
    "back_stopped": say("{actor} stopped the way back for {about}. The link does not work."),
    "back_undone": say("{actor} said that it was not {about} who came back. That device is signed out."),
    "back_elsewhere": say("{about} lost every way in and came back. Ask if it is really them, then end the pause."),
    "plan_yes": say("{actor} said yes to the plan about check-ins."),
    "plan_agreed": say("{actor} said yes too. New check-ins made together go to the therapist now."),
    "mode_self": say("{actor} chose: at hard moments only they see the help that is offered."),
    "mode_ask": say("{actor} chose: at hard moments they can tell one of you with one tap that they need company."),
    "rota_proposed": say("{actor} asks about set hours for reading. It begins only when everybody has said yes."),
    "rota_begun": say("Everybody said yes. What you show is read at the hours you all agreed."),
    "rota_ended": say("The hours for reading are over. Nobody is watching now."),
    "rota_dropped": say("The hours for reading are not asked about any more. Nobody is watching, as before."),
    "rota_away": say("{actor} changed the days on which they are away."),
    "plan_ended": say("{actor} ended the plan about check-ins. New check-ins go to the therapist only when shown."),
}
GROUND_WORDS: Mapping[str, str] = {
    "parental_responsibility": say("Somebody with parental responsibility agreed"),
    "own": say("The young person agreed themselves"),
    "local_authority": say("The local authority agreed"),
    "court": say("A court decided"),
    "adult_client": say("The adult client agreed"),
}
RESPONSIBILITY_WORDS: Mapping[str, str] = {"yes": say("Yes"), "no": say("No"), "unknown": say("Not known")}
ROLE_CHOICES: Mapping[Role, str] = {
    Role.SUBJECT: say("The person this circle is about"),
    Role.CARER: say("Carer or parent"),
    Role.OTHER_CARER: say("Other carer (respite, grandparent)"),
    Role.THERAPIST: say("Therapist"),
    Role.TEACHER: say("Teacher"),
    Role.SCHOOL_LEAD: say("School safeguarding lead"),
    Role.SOCIAL_WORKER: say("Social worker"),
}


class CircleError(Exception):
    """Something a person asked of a circle was not done; `message` says what to do, `field` where on the form."""

    def __init__(self, code: str, field: str = "", message: str = "") -> None:
        """Take the sentence from the table, or `message` when it was made elsewhere."""
        super().__init__(code)
        self.code = code
        self.field = field
        self.message = message or SORRY.get(code, SORRY["too_late"])
