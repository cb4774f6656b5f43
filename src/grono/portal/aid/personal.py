"""Personal fields of state aid: who recorded, who signs (DIR-44)."""

from grono.portal.privacy.fields import acted

_OF_UNDERTAKING = "of an undertaking that gets public aid, which the law makes public"

PERSONAL = {
    "aid.Grant.recorded_by": acted("recorded_by"),
    "aid.Link.recorded_by": acted("recorded_by"),
    "aid.Reorganisation.recorded_by": acted("recorded_by"),
    "aid.Certificate.recorded_by": acted("recorded_by"),
    "aid.SettingChoice.recorded_by": acted("recorded_by"),
}

NOT_PERSONAL = {
    "aid.Undertaking.name": _OF_UNDERTAKING,
    "aid.Undertaking.number": _OF_UNDERTAKING,
    "aid.Link.via_natural_person": "yes or no: whether the link leads through a person, not who it is",
    "aid.Certificate.signatory": "who signs an official document in office",
    "aid.SettingChoice.name": "name of a setting",
}
