"""The time zones people choose from: the ones with a city, and UTC."""

from functools import cache
from zoneinfo import available_timezones

from wtforms import SelectChoice

REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@cache
def zone_names() -> tuple[str, ...]:
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(REGIONS)))


def zones() -> list[SelectChoice]:
    return [SelectChoice(name, name.replace("_", " ")) for name in zone_names()]
