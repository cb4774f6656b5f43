from django.urls import path, register_converter

from grono.portal.monitoring.views import keeping, reading, reporting, workbooks

app_name = "monitoring"


class FormConverter:
    """The forms of a document."""

    regex = "html|pdf|docx|xlsx"

    def to_python(self, value: str) -> str:
        """Return the form as it is."""
        return value

    to_url = to_python


register_converter(FormConverter, "document_form")

urlpatterns = [
    path("", reading.listing, name="list"),
    path("reports/<str:public_id>/", reporting.report, name="report"),
    path("reports/<str:public_id>/evidence/", reporting.add, name="add_evidence"),
    path("reports/<str:public_id>/decide/", reporting.decide, name="decide"),
    path("reports/<str:public_id>/correct/", reporting.correct, name="correct"),
    path("evidence/<str:public_id>/", reporting.evidence, name="evidence"),
    path("evidence/<str:public_id>/remove/", reporting.remove, name="remove_evidence"),
    path("periods/<str:public_id>/begin/<str:key>/", reporting.begin, name="begin"),
    path("periods/<str:public_id>/workbook/", workbooks.take, name="workbook"),
    path("periods/<str:public_id>/bring/", workbooks.bring, name="bring"),
    path("posts/<str:public_id>/end/", keeping.end_post, name="end_post"),
    path("documents/<str:public_id>/<document_form:form>/", keeping.document, name="document"),
    path("<str:public_id>/", reading.strategy, name="strategy"),
    path("<str:public_id>/grey/", reading.grey, name="grey"),
    path("<str:public_id>/statuses.csv", reading.file, name="file"),
    path("<str:public_id>/periods/", keeping.periods, name="periods"),
    path("<str:public_id>/posts/", keeping.appoint, name="appoint"),
    path("<str:public_id>/documents/", keeping.documents, name="documents"),
    path("<str:public_id>/parts/<str:key>/", reading.part, name="part"),
    path("<str:public_id>/indicators/<str:key>/", reading.indicator, name="indicator"),
]
