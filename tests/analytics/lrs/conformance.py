"""`make conformance`: runs the tests that hold clauses of the standard and prints which test holds which."""

import sys
from collections import defaultdict

import pytest

FOLDERS = ["tests/analytics/lrs", "tests/analytics/lrs_documents"]


class _Table:
    """Collects (clause, test) and how each test went."""

    def __init__(self):
        self.clauses, self.tests, self.failed = defaultdict(set), {}, set()

    def pytest_collection_modifyitems(self, items):
        for item in items:
            for mark in item.iter_markers("clause"):
                for name in mark.args:
                    self.clauses[name].add(item.nodeid)

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed.add(report.nodeid)

    def lines(self):
        """Yields a line for each clause: how many tests hold it, and the first of them."""
        for name in sorted(self.clauses):
            tests = sorted(self.clauses[name])
            faulty = [test for test in tests if test in self.failed]
            how = f"FAILS in {len(faulty)}" if faulty else "holds"
            first = (faulty or tests)[0].partition("[")[0].removeprefix("tests/analytics/")
            yield f"{name:<55} {how:<12} {len(tests):>3} tests  {first}"


def main():
    """Runs the tests and prints the table; returns pytest's exit code."""
    table = _Table()
    code = pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *FOLDERS], plugins=[table])
    print("\nClauses: part-section of xAPI 1.0.3, or 2.0-section of IEEE 9274.1.1\n")
    for line in table.lines():
        print(line)
    return code


if __name__ == "__main__":
    sys.exit(main())
