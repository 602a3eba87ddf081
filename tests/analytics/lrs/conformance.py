"""`make conformance`: runs the tests that hold clauses of the standard and prints which test holds which."""

import sys
from collections import defaultdict

import pytest

from tests.analytics.lrs.standard import NOT_OURS, SECTIONS

FOLDERS = ["tests/analytics/lrs", "tests/analytics/lrs_documents"]


class Table:
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


def sections(clauses):
    """Returns (lines of a table of the standard's sections, sections that no test holds)."""
    held = defaultdict(int)
    for name, tests in clauses.items():
        held[name.split()[0]] += len(tests)
    lines, missing = [], []
    for section, (musts, title) in SECTIONS.items():
        how = f"{held[section]:>3} tests" if held[section] else NOT_OURS.get(section, "MISSING")
        lines.append(f"{section:<9} {title[:48]:<48} {musts:>3} MUST  {how}")
        if how == "MISSING":
            missing.append(section)
    return lines, missing


def main():
    """Runs the tests and prints the tables; returns pytest's exit code, or 1 where a section has no test."""
    table = Table()
    code = pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *FOLDERS], plugins=[table])
    print("\nClauses: part-section of xAPI 1.0.3, or 2.0-section of IEEE 9274.1.1\n")
    for line in table.lines():
        print(line)
    lines, missing = sections(table.clauses)
    print("\nSections of 1.0.3 in which the standard says MUST, and the tests that name them\n")
    print("\n".join(lines))
    print(f"\n{len(missing)} sections without a test{': ' if missing else '.'}{', '.join(missing)}")
    return code or int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
