import pytest

from store.crypto import Cipher, Unreadable


def test_what_is_encrypted_can_be_read_again_and_does_not_show() -> None:
    cipher = Cipher("secret")
    token = cipher.encrypt("nadia@example.com")
    assert "nadia" not in token
    assert cipher.decrypt(token) == "nadia@example.com"


def test_a_new_key_in_front_encrypts_and_the_old_one_still_reads() -> None:
    old, both, new = Cipher("old"), Cipher("new, old"), Cipher("new")
    assert both.decrypt(old.encrypt("before")) == "before"
    assert new.decrypt(both.encrypt("after")) == "after"
    with pytest.raises(Unreadable):
        new.decrypt(old.encrypt("before"))


def test_the_name_of_a_key_tells_keys_apart_and_follows_the_first() -> None:
    assert Cipher("new,old").key_id == Cipher("new").key_id != Cipher("old").key_id


def test_an_email_is_found_by_its_fingerprint_whatever_its_case_and_under_any_key() -> None:
    old, both = Cipher("old"), Cipher("new,old")
    assert old.index("Nadia@Example.com ") == old.index("nadia@example.com")
    assert old.index("nadia@example.com") in both.indexes("NADIA@example.com")
    assert both.index("nadia@example.com") not in old.indexes("nadia@example.com")
    assert old.index("nadia@example.com") != old.index("nadja@example.com")


@pytest.mark.parametrize("secret_key", ["", " ", ",", " , "])
def test_no_key_is_no_cipher(secret_key: str) -> None:
    with pytest.raises(ValueError, match="SECRET_KEY"):
        Cipher(secret_key)
