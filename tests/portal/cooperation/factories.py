"""Studies of co-operation as tests need them, from files as a person would send them."""

from grono.portal.cooperation.actions import keep_result, load_study, publish_study
from grono.portal.cooperation.models import StudyKind
from grono.portal.cooperation.reading import read_network_files, read_project_file
from grono.portal.cooperation.running import pictures_of, result_of

TIES = "from,to,date\nAster,Bez,2020\nBez,Cis,2020\nAster,Bez,2024\nCis,Dąb,2024\nAster,Dąb,2024\n"
NODES = "organizacja,klaster,rodzaj\nAster,meble,przedsiębiorstwo\nBez,meble,uczelnia\nCis,drewno,administracja\nDąb,drewno,inne\nElm,drewno,\n"
BESIDE = "from,to,date\na,b,2020\na,b,2024\nb,c,2024\n"
PROJECTS = "project,kind,region\n" + "".join(
    f"{place}-{side}-{number},{kind},{place}\n"
    for place, many in (("Leszno", 9), ("Łódź", 2))
    for side, kinds in (("U", "u"), ("I", "i"), ("G", "g"), ("UI", "ui"), ("UIG", "uig"))
    for number in range(many)
    for kind in kinds
)


def uploads(**texts):
    return {name: (f"{name}.csv", text.encode()) for name, text in texts.items()}


def make_network(by, *, ties=TIES, nodes=NODES, beside=BESIDE, title="Sieć", **fields):
    files = uploads(ties=ties, nodes=nodes, beside=beside)
    content = read_network_files(files["ties"], files["nodes"] if nodes else None, files["beside"] if beside else None)
    return load_study(
        by=by, kind=StudyKind.NETWORK, title=title, source="Ankieta 2024", content=content, seed=1, **fields
    )


def make_projects(by, *, projects=PROJECTS, title="Projekty"):
    content = read_project_file(("projects.csv", projects.encode()))
    return load_study(by=by, kind=StudyKind.HELIX, title=title, source="Rejestr 2024", content=content, seed=1)


def measured(study, *, published=False):
    keep_result(by=None, study=study, result=result_of(study), pictures=pictures_of(study))
    study.refresh_from_db()
    return publish_study(by=None, study=study) if published else study
