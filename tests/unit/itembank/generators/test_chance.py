from hypothesis import given
from hypothesis import strategies as st

from itembank.generators.chance import Chance, list_tries


class TestChance:
    def test_repeats_itself_for_a_name(self) -> None:
        first, second = Chance("series/1/easy/7/0"), Chance("series/1/easy/7/0")

        assert first.shuffle("abcdef") == second.shuffle("abcdef")

    def test_keeps_its_numbers_from_one_release_to_the_next(self) -> None:
        chance = Chance("series/1/easy/7/0")

        assert [chance.below(100) for _ in range(8)] == [17, 58, 95, 50, 9, 10, 18, 17]

    @given(st.text(), st.integers(min_value=1, max_value=20))
    def test_stays_below_the_limit(self, name: str, limit: int) -> None:
        assert 0 <= Chance(name).below(limit) < limit

    @given(st.text(), st.lists(st.integers(), max_size=8))
    def test_keeps_all_elements_when_it_shuffles(self, name: str, elements: list[int]) -> None:
        assert sorted(Chance(name).shuffle(elements)) == sorted(elements)

    def test_picks_different_elements(self) -> None:
        assert len(set(Chance("").pick_several("abcdef", 4))) == 4

    def test_lets_one_in_four_happen_about_that_often(self) -> None:
        chance = Chance("often")

        assert 450 < sum(chance.happens(one_in=4) for _ in range(2000)) < 550


class TestListTries:
    def test_gives_each_try_its_own_chance(self) -> None:
        tries = list_tries("series")

        drawn = {next(tries).below(10**9) for _ in range(20)}

        assert len(drawn) == 20
