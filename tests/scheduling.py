"""Which tests stay together on one worker, and in which order the workers take them."""

import re

from xdist.scheduler import LoadFileScheduling

ON_SPARK = re.compile(r"[\[-]spark[\]-]")
STAND_ALONE = ("tests/portal/test_routes.py", "tests/test_documentation.py")
"""Long files whose tests share nothing: they are cut up, so that no worker waits for the other at the end."""
PIECES = 6
FIRST = ("spark", "tests/browser/test_every_page.py")
"""The longest pieces: one worker starts Spark, the other the browser."""


def group_of(nodeid):
    """Return the name of the group of a test: all tests on Spark, else those of its file or of a piece of its file."""
    if ON_SPARK.search(nodeid):
        return "spark"
    file, _, test = nodeid.partition("::")
    if file in STAND_ALONE:
        return f"{file}::{sum(test.encode()) % PIECES}"
    return file


class Grouping(LoadFileScheduling):
    """``--dist loadfile`` with one Java, files cut up where nothing is shared, and the longest groups first."""

    def _split_scope(self, nodeid):
        return group_of(nodeid)

    def _assign_work_unit(self, node):
        first = next((group for group in FIRST if group in self.workqueue), None)
        if first:
            self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)
