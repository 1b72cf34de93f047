import pickle
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor

import pytest

from training.vault import BadMasterKeys, MasterKeys, Tampered, UnknownMasterKey, new_master

KEY = b"k" * 32
ENCODED = urlsafe_b64encode(KEY).decode()


def test_the_first_key_wraps_and_all_unwrap():
    old, new = new_master("2025"), new_master("2026")
    wrapped = MasterKeys.parse(old).wrap("person:1", KEY)

    ring = MasterKeys.parse(f"{new},{old}")

    assert ring.current == "2026"
    assert ring.wrap("person:1", KEY).master_id == "2026"
    assert ring.unwrap("person:1", wrapped) == KEY


def test_wrapping_twice_gives_two_ciphertexts(masters):
    assert masters.wrap("person:1", KEY) != masters.wrap("person:1", KEY)


def test_a_key_wrapped_for_another_subject_is_refused(masters):
    wrapped = masters.wrap("person:1", KEY)

    with pytest.raises(Tampered, match="the data key of person:2"):
        masters.unwrap("person:2", wrapped)


def test_a_key_under_an_unknown_master_is_refused_by_name(masters):
    wrapped = MasterKeys.parse(new_master("lost")).wrap("person:1", KEY)

    with pytest.raises(UnknownMasterKey, match="“lost”"):
        masters.unwrap("person:1", wrapped)


def test_padding_and_spaces_around_entries_may_be_left_or_given():
    ring = MasterKeys.parse(f" a:{ENCODED} , b:{ENCODED.rstrip('=')} ")

    assert ring.unwrap("x", MasterKeys({"b": KEY}).wrap("x", KEY)) == KEY


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Master key 1 is not written as id:key."),
        (ENCODED, "Master key 1 is not written as id:key."),
        (f"a b:{ENCODED}", "Master key 1 is not written as id:key."),
        (f"a:{ENCODED},", "Master key 2 is not written as id:key."),
        ("a:", "Master key 1 is not base64url."),
        ("a:not*base64", "Master key 1 is not base64url."),
        ("a:AAAAA", "Master key 1 is not base64url."),
        ("a:+/+/", "Master key 1 is not base64url."),
        ("a:AAAA", "Master key 1 has 3 bytes instead of 32."),
        (f"a:{ENCODED},a:{ENCODED}", "Master key 2 has the name of one before it."),
    ],
)
def test_a_muddled_ring_is_refused_without_showing_it(text, reason):
    with pytest.raises(BadMasterKeys) as refusal:
        MasterKeys.parse(text)

    assert str(refusal.value) == reason
    assert refusal.value.__cause__ is None


def test_the_ring_shows_no_key_and_stays_in_its_process(masters):
    assert repr(masters) == "<MasterKeys: 1>"
    with pytest.raises(TypeError, match="do not leave"):
        pickle.dumps(masters)


def test_the_first_start_makes_the_file_for_its_owner_alone(tmp_path):
    path = tmp_path / "master.keys"

    wrapped = MasterKeys.from_file(path).wrap("person:1", KEY)

    assert path.stat().st_mode & 0o777 == 0o600
    assert MasterKeys.from_file(path).unwrap("person:1", wrapped) == KEY
    assert list(tmp_path.iterdir()) == [path]


def test_first_starts_at_once_agree_on_one_ring(tmp_path):
    path = tmp_path / "master.keys"

    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda _n: MasterKeys.from_file(path).current, range(8)))

    assert names == [MasterKeys.from_file(path).current] * 8
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o602, 0o644])
def test_a_file_open_to_others_is_refused(tmp_path, mode):
    path = tmp_path / "master.keys"
    path.write_text(new_master("a"))
    path.chmod(mode)

    with pytest.raises(BadMasterKeys, match="Set its mode to 600"):
        MasterKeys.from_file(path)


def test_a_file_of_other_bytes_is_refused(tmp_path):
    path = tmp_path / "master.keys"
    path.write_bytes(b"\xff\xfe\x00")
    path.chmod(0o600)

    with pytest.raises(BadMasterKeys, match="not written as id:key"):
        MasterKeys.from_file(path)
