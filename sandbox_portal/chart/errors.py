"""What is wrong with a bundle, said so that the person who wrote it can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BundleError:
    """One fault: in which resource, at which element, and what to do about it."""

    resource: str  # "MedicationRequest/lisinopril", or "Bundle" when it is about the whole file
    element: str  # "dosageInstruction[0].text", "" when it is about the whole resource
    message: str

    def __str__(self) -> str:
        place = f"{self.resource}, {self.element}" if self.element else self.resource
        return f"{place}: {self.message}"


class BrokenBundle(Exception):
    """A bundle that can not be read. `errors` holds every fault that was found, in file order."""

    def __init__(self, errors: list[BundleError] | tuple[BundleError, ...]):
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))
