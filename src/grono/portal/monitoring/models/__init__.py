from grono.portal.monitoring.models.documents import MadeDocument
from grono.portal.monitoring.models.periods import Holder, Period, Reminder
from grono.portal.monitoring.models.pictures import KeptPicture
from grono.portal.monitoring.models.reports import Evidence, Report, Value

__all__ = ["Evidence", "Holder", "KeptPicture", "MadeDocument", "Period", "Reminder", "Report", "Value"]
