"""Practices that a model proposes about the stub's policy, and what becomes of them."""

from tests.proposals.stub import POLICY, answers, asked, practice, section_text, serving

COLLECT = practice(
    "we collect your name and delivery address",
    ("operation", "dpv:Collect", "collect"),
    ("data", "pd:Name", "name"),
    ("data", "alir:DeliveryAddress", "delivery address"),
)
UNREAD = practice(
    "Umbrella whisperers are told your shoe size",
    ("operation", "dpv:Share", "told"),
    ("data", "pd:PhysicalCharacteristic", "shoe size"),
)
SOUND_SENTENCE = "It is good to share, and so your email address is known to couriers."
SOUND = practice(
    SOUND_SENTENCE,
    ("operation", "dpv:Share", "share"),
    ("data", "pd:EmailAddress", "email address"),
    ("recipient", "alir:DeliveryProvider", "couriers"),
)
SHARE = "We share your email address with couriers and your telephone number with insurers."
SHARED = (("operation", "dpv:Share", "share"), ("data", "pd:EmailAddress", "email address"))
UNSHARED = "We never disclose your bank account number."
DISCLOSED = (
    ("operation", "dpv:Share", "disclose"),
    ("data", "pd:BankAccount", "bank account number"),
)


def all_found_of(folder, *practices, where="", text=POLICY):
    """Return what becomes of practices that a model proposes about the section with some words."""

    def reply(request, _):
        return answers(*practices) if where in section_text(request) else answers()

    with serving(reply) as stub:
        return asked(stub, folder, text).found


def found_of(folder, said, where, text=POLICY):
    """Return what becomes of the one practice proposed."""
    (found,) = all_found_of(folder, said, where=where, text=text)
    return found
