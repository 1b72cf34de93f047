"""Values as odd as people and programs can make them."""

from datetime import date

from hypothesis import strategies as st

from training.domain.hours import add_months

labels = st.one_of(
    st.text(max_size=120),
    st.sampled_from(
        ["Ines Moreau", "Žofia Ćwikła", "<script>alert(1)</script>", '" onload="', "名前" * 40, "W" * 90, ""]
    ),
)
minutes = st.one_of(st.integers(0, 3000), st.integers(0, 10**9))
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
first_months = st.dates(date(1990, 1, 1), date(2050, 1, 1)).map(lambda day: day.replace(day=1))


def following(first: date, number: int) -> list[date]:
    return [add_months(first, each) for each in range(number)]
