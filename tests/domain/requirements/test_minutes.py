from datetime import date

from tests.domain.requirements.asked import asked, entry, figures, made, one
from training.domain.program.rules import CumulativeShare, MinimumMinutes, Mode, Weight


def test_minutes_of_a_tag_and_a_mode():
    rule = made(MinimumMinutes, minutes=600, tags=("live", "direct"), mode=Mode.GROUP)
    both = frozenset({"live", "direct", "video"})
    log = [
        entry(tags=both, mode=Mode.GROUP),
        entry(tags=both, mode=Mode.INDIVIDUAL),
        entry(tags=frozenset({"live"}), mode=Mode.GROUP),
        entry(tags=both),
    ]
    assert figures(one(rule, *log)) == (600, 60, 60, 0)


def test_weights_are_exact_and_round_down_once():
    """Three times 61 minutes at 1.33 are 243.39; each rounded by itself would give 243 too, but 81 apiece."""
    rule = made(MinimumMinutes, minutes=600, weights=(Weight(times=1.33, tags=("concentrated",)),))
    tagged = [entry(minutes=61, tags=frozenset({"concentrated"})) for _ in range(4)]
    # 4 x 61 = 244 minutes, times 1.33 are 324.52; 81 apiece would be 324 as well, so one plain minute more:
    found = asked([rule], *tagged, entry(minutes=1))
    assert (found.countable, found.answers[0].countable) == (245, 325)


def test_first_weight_that_fits_is_the_one():
    weights = (Weight(times=3, activities=("therapy",)), Weight(times=0.5, tags=("half",)))
    rule = made(MinimumMinutes, minutes=600, weights=weights)
    half = frozenset({"half"})
    log = [entry(activity="therapy", tags=half), entry(tags=half), entry()]
    assert one(rule, *log).countable == 180 + 30 + 60


def test_pending_minutes_are_weighed_too():
    rule = made(MinimumMinutes, minutes=600, weights=(Weight(times=3, activities=("session",)),))
    assert figures(one(rule, entry(signed_on=None))) == (600, 60, 0, 180)


def test_hour_that_counts_once_counts_for_the_first_rule_that_wants_it():
    first = made(MinimumMinutes, id="live", minutes=60, tags=("live",), once="category")
    then = made(MinimumMinutes, id="session", minutes=60, activities=("session",), once="category")
    other = made(MinimumMinutes, id="all", minutes=60)
    found = asked([first, then, other], entry(tags=frozenset({"live"})), entry(minutes=10))
    assert [(answer.raw, answer.countable) for answer in found.answers] == [(60, 60), (10, 10), (70, 70)]


SHARE = made(CumulativeShare, percent=60, tags=("open",))
OPEN = frozenset({"open"})


def test_share_of_nothing_asks_for_nothing():
    assert figures(one(SHARE)) == (0, 0, 0, 0)


def test_share_rounds_what_is_needed_up():
    # 60 % of 101 minutes are 60.6.
    short = one(SHARE, entry(minutes=60, tags=OPEN), entry(minutes=41))
    assert (figures(short), short.met) == ((61, 60, 60, 0), False)
    assert short.reasons == ("59.4 % of what counts; 60 % is asked. 2 min more of it alone would be enough.",)
    enough = one(SHARE, entry(minutes=62, tags=OPEN), entry(minutes=41))
    assert (enough.met, enough.reasons) == (True, ())


def test_share_of_all():
    rule = made(CumulativeShare, percent=100, tags=("open",))
    assert one(rule, entry(tags=OPEN), entry()).reasons == ("50 % of what counts; 100 % is asked.",)


def test_share_leaves_out_what_waits():
    found = one(
        SHARE, entry(tags=OPEN), entry(signed_on=None, tags=OPEN), entry(date(2026, 3, 11), signed_on=None)
    )
    assert figures(found) == (36, 120, 60, 60)
