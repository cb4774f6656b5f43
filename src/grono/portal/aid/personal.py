"""Personal fields of state aid: who recorded, who signs (DIR-44)."""

from grono.portal.privacy.fields import Erasure, Personal, Seen, acted


def _of_trader(path: str) -> Personal:
    """Declare what the ledger of aid holds of a sole trader: the law has it kept, so an erasure leaves it."""
    return Personal("aid_given", Seen.OPERATOR, path, Erasure.KEEP)


PERSONAL = {
    "aid.Undertaking.name": _of_trader("number"),
    "aid.Undertaking.number": _of_trader("number"),
    "aid.Grant.beneficiary_address": _of_trader("beneficiary__number"),
    "aid.Declaration.undertaking": _of_trader("undertaking__number"),
    "aid.Grant.beneficiary": _of_trader("beneficiary__number"),
    "aid.Link.child": _of_trader("child__number"),
    "aid.Link.parent": _of_trader("parent__number"),
    "aid.Certificate.grant": _of_trader("grant__beneficiary__number"),
    "aid.Certificate.partners": _of_trader("grant__beneficiary__number"),
    "aid.Grant.recorded_by": acted("recorded_by"),
    "aid.Link.recorded_by": acted("recorded_by"),
    "aid.Reorganisation.recorded_by": acted("recorded_by"),
    "aid.Certificate.recorded_by": acted("recorded_by"),
    "aid.Declaration.recorded_by": acted("recorded_by"),
    "aid.BaseRate.recorded_by": acted("recorded_by"),
    "aid.Rate.recorded_by": acted("recorded_by"),
    "aid.SettingChoice.recorded_by": acted("recorded_by"),
}

NOT_PERSONAL = {
    "aid.Grant.grantor_address": "address of an office",
    "aid.Link.via_natural_person": "yes or no: whether the link leads through a person, not who it is",
    "aid.Certificate.signatory": "who signs an official document in office",
    "aid.SettingChoice.name": "name of a setting",
}
