"""A FHIR R4 bundle in, a read-only typed `Chart` of one invented person's record out.

from sandbox_portal import chart
ruth = chart.read(path.read_bytes())      # raises chart.BrokenBundle, which lists every fault at once
ruth.moved_by(weeks=3).appointments
"""

from sandbox_portal.chart.errors import BrokenBundle, BundleError
from sandbox_portal.chart.model import Chart
from sandbox_portal.chart.reader import read
from sandbox_portal.chart.text import Text

__all__ = ["BrokenBundle", "BundleError", "Chart", "Text", "read"]
