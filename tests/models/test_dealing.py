"""Dealing into teams, whatever the classes are."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.models.dealing import deal, teams_of_at_most

SIZES = st.lists(st.integers(0, 40), min_size=1, max_size=5)
COUNTS = st.integers(1, 30)
SEEDS = st.integers(1, 2**31 - 1)


def classes_of(sizes: list[int]) -> list[list[tuple[int, int]]]:
    return [[(number, each) for each in range(size)] for number, size in enumerate(sizes)]


@given(SIZES, COUNTS, SEEDS)
def test_everybody_is_dealt_once_and_teams_are_alike(sizes: list[int], count: int, seed: int):
    classes = classes_of(sizes)
    teams = deal(classes, count, seed=seed)
    assert len(teams) == count
    dealt = [person for team in teams for person in team]
    assert sorted(dealt) == [person for people in classes for person in people]
    totals = [len(team) for team in teams]
    assert max(totals) - min(totals) <= 1
    for number in range(len(sizes)):
        of_class = [sum(person[0] == number for person in team) for team in teams]
        assert max(of_class) - min(of_class) <= 1


@given(SIZES, COUNTS, SEEDS)
def test_the_same_luck_deals_the_same(sizes: list[int], count: int, seed: int):
    classes = classes_of(sizes)
    assert deal(classes, count, seed=seed) == deal(classes, count, seed=seed)


def test_chance_decides():
    with_first = Counter(deal([range(6)], 3, seed=seed)[0][0] for seed in range(200))
    assert set(with_first) == set(range(6))


@given(st.integers(1, 50), st.integers(1, 300))
def test_no_team_is_larger_than_was_said(size: int, total: int):
    teams = deal([range(total)], teams_of_at_most(size, total), seed=1)
    assert all(1 <= len(team) <= size for team in teams)
