"""Who plays: the people one can sign in as, and names for everybody else."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random

from training.domain.roles import Role

DOMAIN = "demo.example.org"
PASSPHRASE = "walk the whole road"  # noqa: S105 -- printed on the sign-in page of the demo


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody one can sign in as. `key` is the first half of the address."""

    key: str
    name: str
    zone: str
    roles: tuple[Role, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


LOS_ANGELES, NEW_YORK, LONDON, BERLIN = (
    "America/Los_Angeles",
    "America/New_York",
    "Europe/London",
    "Europe/Berlin",
)

STAFF = (
    Figure("reviewer", "Ingrid Solheim", "Europe/Oslo", (Role.REVIEWER,)),
    Figure("reviewer2", "Kwame Mensah", "Africa/Accra", (Role.REVIEWER,)),
    Figure("chair", "Elena Vasquez", LOS_ANGELES, (Role.CHAIR,)),
    Figure("chair2", "Thomas Aldridge", LONDON, (Role.CHAIR,)),
    Figure("director", "Ruth Abramson", LOS_ANGELES, (Role.DIRECTOR,)),
    Figure("director2", "Jean-Luc Baptiste", "America/Montreal", (Role.DIRECTOR,)),
    Figure("instructor", "Noor Haddad", LOS_ANGELES, (Role.INSTRUCTOR,)),
    Figure("instructor2", "Pekka Virtanen", "Europe/Helsinki", (Role.INSTRUCTOR,)),
    Figure("therapist", "Dr. Anna Feld", BERLIN, (Role.THERAPIST,)),
    Figure("therapist2", "Dr. Oluwaseun Adeyemi", LONDON, (Role.THERAPIST,)),
    Figure("mentor", "Marta Lindqvist", "Europe/Stockholm", (Role.MENTOR,)),
    Figure("mentor2", "Rafael Monteiro", "America/Sao_Paulo", (Role.MENTOR,)),
    Figure("coordinator", "Siobhan Kelly", "Europe/Dublin", (Role.COORDINATOR,)),
    Figure("coordinator2", "Amit Deshpande", "Asia/Kolkata", (Role.COORDINATOR,)),
    Figure("registrar", "Grace Okonkwo", LOS_ANGELES, (Role.REGISTRAR,)),
    Figure("registrar2", "Matthias Keller", BERLIN, (Role.REGISTRAR,)),
    Figure("admin", "Dana Whitfield", LOS_ANGELES, (Role.ADMINISTRATOR,)),
    Figure("admin2", "Hiroshi Tanabe", "Asia/Tokyo", (Role.ADMINISTRATOR,)),
)

APPLICANT = Figure("applicant", "Leïla Benali", "Europe/Paris")
APPLICANT2 = Figure("applicant2", "Marcus Whitaker", NEW_YORK)
TRAINEE = Figure("trainee", "Sofia Papadaki", "Europe/Athens")
TRAINEE2 = Figure("trainee2", "Ibrahim Yusuf", LONDON)
INTERN = Figure("intern", "Ines Moreau", LOS_ANGELES)
INTERN2 = Figure("intern2", "Daniel Rosenthal", NEW_YORK)
SIGN_INS = (*STAFF, APPLICANT, APPLICANT2, TRAINEE, TRAINEE2, INTERN, INTERN2)

NAMES = (
    ("Amara Eze", LONDON), ("Tomasz Zieliński", BERLIN), ("Mei-Lin Chow", LOS_ANGELES),
    ("Johanna Krüger", BERLIN), ("Diego Salazar", LOS_ANGELES), ("Aoife Brennan", "Europe/Dublin"),
    ("Youssef El Amrani", "Europe/Paris"), ("Hannah Weiss", "Asia/Jerusalem"),
    ("Priya Raman", "Asia/Kolkata"),
    ("Caleb Johnson", NEW_YORK), ("Renata Oliveira", "America/Sao_Paulo"),
    ("Mikael Berg", "Europe/Stockholm"),
    ("Nadia Petrova", BERLIN), ("Kofi Boateng", "Africa/Accra"), ("Claire Dubois", "Europe/Paris"),
    ("Emre Yıldız", "Europe/Istanbul"), ("Lotte van Dijk", "Europe/Amsterdam"), ("Samira Khan", LONDON),
    ("Peter Nakamura", LOS_ANGELES), ("Freya Lindgren", "Europe/Stockholm"),
    ("Mateo Rivas", "America/Bogota"),
    ("Ayumi Sato", "Asia/Tokyo"), ("George Ellwood", LONDON), ("Zainab Bello", "Africa/Lagos"),
    ("Luca Ferrari", "Europe/Rome"), ("Rebecca Stein", NEW_YORK), ("Tariq Mansour", LONDON),
    ("Katarzyna Nowak", BERLIN), ("Beatriz Carvalho", "Europe/Lisbon"), ("Owen Griffiths", LONDON),
    ("Thandiwe Dlamini", "Africa/Johannesburg"), ("Jonas Hofmann", BERLIN), ("Valentina Rojas", LOS_ANGELES),
    ("Erik Hauge", "Europe/Oslo"), ("Miriam Cohen", "Asia/Jerusalem"), ("Andre Thibault", "America/Montreal"),
    ("Sunita Sharma", LONDON), ("Walter Engel", "Europe/Vienna"), ("Naomi Adler", NEW_YORK),
    ("Felix Arden", LONDON), ("Pilar Domínguez", "Europe/Madrid"), ("Abel Tesfaye Woldu", NEW_YORK),
    ("Ewa Kowalczyk", BERLIN), ("Ryan Castellano", LOS_ANGELES), ("Linh Tran", LOS_ANGELES),
    ("Helga Sigurðardóttir", "Atlantic/Reykjavik"), ("Dmitri Orlov", BERLIN),
    ("Farah Nasser", "Europe/Paris"),
)  # fmt: skip

SUPERVISORS = (
    Figure("therapist3", "Dr. Camille Laurent", "Europe/Paris", (Role.THERAPIST,)),
    Figure("mentor3", "Joyce Kamau", "Africa/Nairobi", (Role.MENTOR,)),
)


def strangers(rng: Random) -> Iterator[tuple[str, str, str]]:
    """Name, zone and address of one more person, without end; nobody comes twice.

    Addresses are at many places, or the committee would be told that everybody may know everybody.
    """
    for name, zone in NAMES:
        yield name, zone, f"{_plain(name)}@{rng.choice(MAIL)}"
    firsts = [name.split()[0] for name, _ in NAMES]
    lasts = [name.split()[-1] for name, _ in NAMES]
    zones = [zone for _, zone in NAMES]
    number = 0
    while True:
        number += 1
        for first, last in product(firsts, lasts):
            name = f"{first} {last}" if number == 1 else f"{first} {lasts[number % len(lasts)]}-{last}"
            if (name, zones[0]) not in NAMES:
                yield name, rng.choice(zones), f"{_plain(name)}{number}@{rng.choice(MAIL)}"


MAIL = tuple(
    f"{house}.example"
    for house in ("post", "mail", "letters", "correo", "courrier", "brief", "inbox", "home")
)


def _plain(name: str) -> str:
    plain = "".join(
        sign for sign in name.lower().replace(" ", ".") if sign.isascii() and (sign.isalnum() or sign in ".-")
    )
    return plain.strip(".-")
