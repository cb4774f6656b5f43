"""The tables of the directory: kinds of organisations, sides of the helix, sizes, states."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationType(models.TextChoices):
    """What an organisation is; exactly one main type (DIR-1)."""

    FIRM = "firm", _("firm")
    RESEARCH_TEACHING = "research_teaching", _("research and teaching")
    LOCAL_GOVERNMENT = "local_government", _("local government")
    BUSINESS_SUPPORT = "business_support", _("business support")
    SCHOOL = "school", _("school")


class Helix(models.TextChoices):
    """The sides of the triple helix, and those who support them."""

    BUSINESS = "business", pgettext_lazy("side of the helix", "business")
    SCIENCE = "science", pgettext_lazy("side of the helix", "science")
    GOVERNMENT = "government", pgettext_lazy("side of the helix", "government")
    SUPPORT = "support", pgettext_lazy("side of the helix", "support")


HELIX_OF: dict[str, Helix] = {
    OrganisationType.FIRM: Helix.BUSINESS,
    OrganisationType.RESEARCH_TEACHING: Helix.SCIENCE,
    OrganisationType.SCHOOL: Helix.SCIENCE,
    OrganisationType.LOCAL_GOVERNMENT: Helix.GOVERNMENT,
    OrganisationType.BUSINESS_SUPPORT: Helix.SUPPORT,
}


class SizeBand(models.IntegerChoices):
    """Size by headcount. The band alone does not prove a status under Recommendation 2003/361/EC."""

    MICRO = 1, _("micro: fewer than 10 people")
    SMALL = 2, _("small: 10 to 49 people")
    MEDIUM = 3, _("medium: 50 to 249 people")
    LARGE = 4, _("large: 250 people or more")


LEAST_PEOPLE = {SizeBand.SMALL: 10, SizeBand.MEDIUM: 50, SizeBand.LARGE: 250}
"""Headcount from which a band begins (Recommendation 2003/361/EC, Annex, Article 2)."""


class OrganisationState(models.TextChoices):
    """What has become of an organisation."""

    ACTIVE = "active", pgettext_lazy("state of an organisation", "active")
    SUSPENDED = "suspended", pgettext_lazy("state of an organisation", "suspended")
    IN_LIQUIDATION = "in_liquidation", pgettext_lazy("state of an organisation", "in liquidation")
    STRUCK_OFF = "struck_off", pgettext_lazy("state of an organisation", "struck off the register")
    CEASED = "ceased", pgettext_lazy("state of an organisation", "ceased")


class IdentifierScheme(models.TextChoices):
    """Registers that number organisations (DIR-7)."""

    NIP = "nip", "NIP"
    REGON = "regon", "REGON"
    KRS = "krs", "KRS"
    VAT = "vat", _("EU VAT")
    LEI = "lei", "LEI"


class Proof(models.TextChoices):
    """How sure it is that an identifier belongs to the organisation (DIR-10)."""

    WELL_FORMED = "well_formed", _("well-formed, not compared with a register")
    MATCHED = "matched", _("matched in a register")
    CONFIRMED = "confirmed", _("confirmed by the organisation")


class CodeOrigin(models.TextChoices):
    """Who says that an activity code is right (DIR-11)."""

    GUESSED = "guessed", _("guessed")
    REGISTER = "register", _("from a register")
    CONFIRMED = "confirmed", _("confirmed by the firm")


class CodeSystem(models.TextChoices):
    """Classification and version of an activity code, by the keys of ``grono.classifications``."""

    PKD_2007 = "pkd2007", "PKD 2007"
    PKD_2025 = "pkd2025", "PKD 2025"
    NACE_2 = "nace2", "NACE Rev. 2"
    NACE_21 = "nace21", "NACE Rev. 2.1"


NACE_OF: dict[str, str] = {"pkd2007": "nace2", "nace2": "nace2", "pkd2025": "nace21", "nace21": "nace21"}
"""The revision of NACE that a classification continues. Sections and divisions are only compared within one revision."""


class PointMethod(models.TextChoices):
    """Where the position on the map comes from (DIR-4)."""

    DECLARED = "declared", _("declared by the organisation")
    ADDRESS = "address", _("found by the address")
    CENTROID = "centroid", _("middle of the place")


class Decision(models.TextChoices):
    """Which of two values stands after people have judged them."""

    KEPT = "kept", _("the value in the profile stays")
    OFFERED = "offered", _("the value of the source is taken")


class TextKind(models.TextChoices):
    """What a text of an organisation is about."""

    CAPABILITY = "capability", _("what it can do")
    COOPERATION = "cooperation", _("scope of cooperation")


class Rung(models.IntegerChoices):
    """The ladder of visibility: who may see a field (DIR-13)."""

    HIDDEN = 0, _("only the organisation and the operator")
    MEMBERS = 1, _("members of a common cluster")
    REGISTERED = 2, _("everyone with an account")
    PUBLIC = 3, _("everyone")


class PostRole(models.TextChoices):
    """What someone does in an organisation, as far as others need to know."""

    MANAGEMENT = "management", pgettext_lazy("role of a post", "management")
    CONTACT = "contact", pgettext_lazy("role of a post", "contact for cooperation")
    SALES = "sales", pgettext_lazy("role of a post", "sales and exports")
    RESEARCH = "research", pgettext_lazy("role of a post", "research and development")
    PRODUCTION = "production", pgettext_lazy("role of a post", "production")
    STAFF = "staff", pgettext_lazy("role of a post", "staff and training")
    OTHER = "other", pgettext_lazy("role of a post", "other")


class SmeStatus(models.TextChoices):
    """What a firm declares about itself under Recommendation 2003/361/EC; the size band alone does not prove it."""

    MICRO = "micro", pgettext_lazy("declared status", "micro-enterprise")
    SMALL = "small", pgettext_lazy("declared status", "small enterprise")
    MEDIUM = "medium", pgettext_lazy("declared status", "medium-sized enterprise")
    LARGE = "large", pgettext_lazy("declared status", "no micro, small or medium-sized enterprise")
