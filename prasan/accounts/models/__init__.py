"""Users of the house."""

from prasan.accounts.models.user import SignInLink, User

__all__ = ["SignInLink", "User"]
