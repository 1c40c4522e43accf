"""Who works in the demonstration newsroom: accounts, names under stories, sections."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import EDITOR, MANAGING_EDITOR, REPORTER
from articles.models import Category, Reporter
from articles.slugs import slugify

# Long enough for the password rules and easy to type; used only while DEBUG is on.
FIXED_PASSWORD = "tiga-angsa-menyeberang"  # noqa: S105


class TakenName(Exception):
    """An account of this name is there already and has other work to do."""


@dataclass(frozen=True)
class Person:
    """An account of the demonstration; an empty role is the superuser."""

    username: str
    name: str
    role: str
    writes: bool = True


PEOPLE = (
    Person("rita", "Rita Anggraini", REPORTER),
    Person("sam", "Sam Hidayat", REPORTER),
    Person("edi", "Edi Kurniawan", EDITOR),
    Person("eka", "Eka Purnama", EDITOR),
    Person("mira", "Mira Lestari", MANAGING_EDITOR),
    Person("tika", "Tika Maharani", "", writes=False),
)

SECTIONS = {
    "Pemerintahan": "Kebijakan, layanan, dan kerja perangkat daerah serta desa.",
    "Pembangunan": "Jalan, jembatan, saluran air, dan fasilitas umum.",
    "Ekonomi": "Harga, lapangan kerja, usaha kecil, dan pertanian.",
    "Pendidikan": "Sekolah, guru, murid, dan kegiatan membaca.",
    "Kesehatan": "Puskesmas, posyandu, dan hidup sehat.",
    "Lingkungan": "Sungai, pesisir, sampah, dan kesiapsiagaan bencana.",
    "Pariwisata dan Budaya": "Tempat, tradisi, dan masakan Kabupaten Bekasi.",
    "Olahraga": "Pertandingan dan olahraga warga.",
}


def make_accounts(*, random_passwords: bool) -> dict[str, str]:
    """Add the accounts that are missing and return the passwords that are known now.

    An account that is there keeps its password, which we do not know (it was printed once, or
    its owner changed it). Raises `TakenName` before adding anything when somebody else's account
    bears one of the names.
    """
    there = {user.username: user for user in User.objects.filter(username__in=_names())}
    for person in PEOPLE:
        user = there.get(person.username)
        if user and (user.role, user.is_superuser) != (person.role, not person.role):
            raise TakenName(
                _("The account “%(name)s” is somebody else's; the demonstration needs that name.")
                % {"name": person.username}
            )
    passwords = {}
    for person in PEOPLE:
        if person.username not in there:
            password = secrets.token_urlsafe(15) if random_passwords else FIXED_PASSWORD
            there[person.username] = _make_account(person, password)
            passwords[person.username] = password
        elif not random_passwords and there[person.username].check_password(FIXED_PASSWORD):
            passwords[person.username] = FIXED_PASSWORD
    return passwords


def _names() -> list[str]:
    return [person.username for person in PEOPLE]


def _make_account(person: Person, password: str) -> User:
    return User.objects.create_user(
        person.username,
        password=password,
        display_name=person.name,
        email=f"{person.username}@newsroom.example",
        role=person.role,
        is_superuser=not person.role,
    )


def accounts() -> dict[str, User]:
    """Return the accounts of the demonstration by user name."""
    return {user.username: user for user in User.objects.filter(username__in=_names())}


def reporters(names: Iterable[str], users: dict[str, User]) -> dict[str, Reporter]:
    """Return the people under the stories by name, adding who is missing."""
    account_of = {person.name: users[person.username] for person in PEOPLE if person.writes}
    found = {}
    for name in names:
        found[name], _new = Reporter.objects.get_or_create(
            slug=slugify(name), defaults={"name": name, "user": account_of.get(name)}
        )
    return found


def sections() -> dict[str, Category]:
    """Return the sections by name, adding those that are missing."""
    found = {}
    for position, (name, description) in enumerate(SECTIONS.items(), start=1):
        found[name], _new = Category.objects.get_or_create(
            name=name,
            defaults={"slug": slugify(name), "description": description, "position": position},
        )
    return found
