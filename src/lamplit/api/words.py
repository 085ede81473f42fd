"""What the document of the JSON face says in words; leaves its shapes to `shapes`."""

ABOUT = """\
The same acts as on the pages, under the same rule: a program sees and does what its person may, in one circle.

**Who asks.** Send `Authorization: Bearer <token>`. The operator makes a token with `lamplit token create`; it is shown
once and bound to one membership. It ends with it, with a new password and with `lamplit token revoke`, and opens
nothing during a pause. A signed-in browser may use its cookie instead; every change then needs the `X-CSRFToken`
header of a page, and must come from this site.

**What is not for you.** It answers 404, exactly like what is not there. A circle you are not in does not exist.

**What is sent.** One JSON object in UTF-8 (the content type is not looked at), with the fields named here and no
others, at most 256 KiB; a photo is sent as its bytes. Ids are UUIDs, times ISO 8601 with their offset.

**Refusals** are `{"error": {"code", "message", "field"}}`: the code is for programs and stays, the message is for
people and may change, the field names what to mend. An address that is none answers 404, a method it does not know
405 with `Allow`; `HEAD` answers wherever `GET` does, `OPTIONS` with `Allow`. Nothing here may be kept by a cache."""
TOKEN = "A token bound to one membership, made by the operator: `lamplit token create --person NAME --circle ID`."  # noqa: S105
SESSION = "The session of a signed-in browser. Changes need the `X-CSRFToken` header too."

STATUSES = {
    200: "Done.",
    201: "Kept.",
    204: "Done; there is nothing to say.",
    401: "No credentials, or credentials that open nothing (`no_credentials`).",
    403: "A browser's change without the token of its page (`csrf`), or started by another site (`cross_site`).",
    404: "It is not there, or it is not for you: the two look alike (`not_found`).",
    409: "The id holds something else or a newer version stands (`clash`); the entry takes no replies (`replies_off`), "
    "or it is signed off (`signed_off`).",
    413: "More bytes than an entry can hold (`too_big`).",
    422: "Something to mend; `field` says where, `code` what.",
    503: "Nothing was done: the disk is full, the keys are away (`not_saved`) or the database is (`out_of_reach`).",
}

SHAPES = {
    "Role": "What somebody is to the child or young person whose circle it is.",
    "MemberState": "How far somebody's place in a circle has come; only `confirmed` opens anything.",
}
