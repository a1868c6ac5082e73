"""From the five answers to an office file (domain: an office is set up from a file)."""

from __future__ import annotations

from typing import Any

from prasan.office.first_run.questions import DEPUTIES, OFFICERS, Answers, head_of
from prasan.office.models import PostKind


def office_of(answers: Answers) -> dict[str, Any]:
    """The office file of complete, cleaned answers; it still has to pass `office_file.check`."""
    return _Office(answers).data


class _Office:
    def __init__(self, answers: Answers) -> None:
        self.leaders, self.officers = answers["leaders"], answers["officers"]
        office = answers["office"]
        self.name = office["name"]
        self.people: dict[str, dict[str, str]] = {}
        self.posts: list[dict[str, Any]] = []
        self.holders: list[dict[str, Any]] = []
        groups = answers["groups"]["groups"]
        self.units = {name: f"g{number}" for number, name in enumerate(groups, 1)}
        self._add_leaders()
        self._add_officers()
        self.data = {
            "office": {key: office[key] for key in ("name", "short_name", "province", "phone", "email")},
            "units": [{"key": key, "name": name} for name, key in self.units.items()],
            "posts": self.posts,
            "people": list(self.people.values()),
            "holders": self.holders,
            "orders": [],
            "chains": answers["chains"],
        }

    def _add_leaders(self) -> None:
        self._post("dir", PostKind.DIRECTOR, f"ผู้อำนวยการ{self.name}", self.leaders, "director")
        for number in DEPUTIES:
            supervised = self.leaders[f"deputy{number}_groups"]
            if supervised or self.leaders[f"deputy{number}_email"]:
                self._post(
                    f"dep{number}", PostKind.DEPUTY, f"รองผู้อำนวยการ{self.name}",
                    self.leaders, f"deputy{number}", supervises=[self.units[name] for name in supervised],
                )  # fmt: skip
        for name, unit in self.units.items():
            title = f"ผู้อำนวยการ{name}"
            self._post(f"head-{unit}", PostKind.GROUP_HEAD, title, self.leaders, head_of(name), unit=unit)

    def _add_officers(self) -> None:
        for number in OFFICERS:
            title = self.officers[f"officer{number}_title"]
            if title and self.officers[f"officer{number}_email"]:
                unit = self.units[self.officers[f"officer{number}_group"]]
                self._post(
                    f"off{number}", PostKind.OFFICER, title, self.officers, f"officer{number}", unit=unit
                )

    def _post(
        self, key: str, kind: PostKind, title: str, answers: dict[str, Any], who: str, **more: Any
    ) -> None:
        self.posts.append({"key": key, "title": title, "kind": kind.value, **more})
        if answers[f"{who}_email"]:
            person = self._person(who, answers[f"{who}_name"], answers[f"{who}_email"])
            since = self.leaders["since"].isoformat()
            self.holders.append({"post": key, "person": person, "from": since, "to": None})

    def _person(self, key: str, name: str, email: str) -> str:
        """One e-mail is one person, whatever posts it was typed for."""
        known = self.people.setdefault(email.casefold(), {"key": key, "name": name, "email": email})
        return known["key"]
