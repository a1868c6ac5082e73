"""The register: agencies, their consented versions, requests to change them, imports, verifications."""

from prasan.agencies.models.agency import Agency, Version
from prasan.agencies.models.change_request import ChangeItem, ChangeRequest
from prasan.agencies.models.imports import ColumnMemory, Import, ImportChunk, RowChoice
from prasan.agencies.models.register import Register
from prasan.agencies.models.verification import Correction, Verification, VerificationRequest

__all__ = [
    "Agency",
    "ChangeItem",
    "ChangeRequest",
    "ColumnMemory",
    "Correction",
    "Import",
    "ImportChunk",
    "Register",
    "RowChoice",
    "Verification",
    "VerificationRequest",
    "Version",
]
