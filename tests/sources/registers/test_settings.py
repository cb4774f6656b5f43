import pytest

from grono.sources.registers import RegisterError, settings_from


def test_nothing_set_is_production_without_keys():
    settings = settings_from({})
    assert (settings.regon_key, settings.ceidg_token, settings.regon_version) == ("", "", "1.1")
    assert settings.address("regon") == "https://wyszukiwarkaregon.stat.gov.pl/wsBIR/UslugaBIRzewnPubl.svc"
    assert settings.address("krs") == "https://api-krs.ms.gov.pl/api/krs"


def test_test_environment_has_an_address_of_its_own():
    settings = settings_from({"GRONO_REGON_ENVIRONMENT": "test", "GRONO_REGON_VERSION": "1.2", "GRONO_REGON_KEY": "k"})
    assert settings.address("regon").startswith("https://wyszukiwarkaregontest.")
    assert (settings.regon_version, settings.regon_key) == ("1.2", "k")
    assert settings.address("gleif") == "https://api.gleif.org/api/v1"


@pytest.mark.parametrize("name", ["GRONO_REGON_ENVIRONMENT", "GRONO_REGON_VERSION"])
def test_unknown_value_names_what_is_known(name):
    with pytest.raises(RegisterError, match=f"{name} is “2”. Choose one of"):
        settings_from({name: "2"})
