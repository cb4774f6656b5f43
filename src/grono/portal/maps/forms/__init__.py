"""The forms of maps, by the page they stand on."""

from grono.portal.maps.forms.reading import CLASSIFICATIONS, LEVELS, ReadingForm
from grono.portal.maps.forms.results import FilterForm, IndustrySearchForm, RenameForm
from grono.portal.maps.forms.rule import RuleForm
from grono.portal.maps.forms.upload import NewMapForm, OtherTablesForm
from grono.portal.maps.table_words import ROLE_TITLES

__all__ = [
    "CLASSIFICATIONS",
    "LEVELS",
    "ROLE_TITLES",
    "FilterForm",
    "IndustrySearchForm",
    "NewMapForm",
    "OtherTablesForm",
    "ReadingForm",
    "RenameForm",
    "RuleForm",
]
