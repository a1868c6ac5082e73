"""How many slips of the hand lie between two spellings."""


def within(one: str, other: str, most: int) -> bool:
    """Whether at most `most` insertions, deletions, replacements or swaps of neighbours lie between them."""
    if one == other:
        return True
    if most == 0 or abs(len(one) - len(other)) > most:
        return False
    return distance(one, other) <= most


def distance(one: str, other: str) -> int:
    """Optimal string alignment distance."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
    return row[-1]
