from hypothesis import given
from hypothesis import strategies as st

from itembank.shuffling import shuffle

_NAMES = st.lists(st.text(max_size=4), unique=True, max_size=8)


class TestShuffle:
    def test_is_the_same_on_every_machine(self) -> None:
        assert shuffle("abcde", seed="s", label="i1") == ("a", "e", "d", "b", "c")

    @given(_NAMES, st.text(max_size=4))
    def test_loses_and_adds_nothing(self, names: list[str], seed: str) -> None:
        assert sorted(shuffle(names, seed=seed, label="x")) == sorted(names)

    @given(_NAMES, st.text(max_size=4))
    def test_does_not_hang_on_the_order_before(self, names: list[str], seed: str) -> None:
        assert shuffle(names, seed=seed, label="x") == shuffle(names[::-1], seed=seed, label="x")

    def test_differs_by_seed_and_by_label(self) -> None:
        orders = {
            shuffle("abcdefgh", seed=seed, label=label) for seed in "123" for label in ("i1", "i2")
        }

        assert len(orders) == 6

    def test_gives_every_place_to_every_name_alike(self) -> None:
        first = [shuffle("abcd", seed=str(seed), label="i1")[0] for seed in range(4000)]

        assert all(900 < first.count(name) < 1100 for name in "abcd")
