"""How many slips of the hand lie between two spellings."""


def within(one: str, other: str, most: int) -> bool:
    """Whether at most `most` slips lie between them, see `distance`."""
    if one == other:
        return True
    return abs(len(one) - len(other)) <= most and most > 0 and distance(one, other) <= most


def distance(one: str, other: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance).

    A column of the table at a time, as bits of one integer: H. Hyyrö, "A bit-vector algorithm for computing
    Levenshtein and Damerau edit distances" (2003); the names of the vectors are the paper's.
    """
    if not one:
        return len(other)
    where: dict[str, int] = {}
    for i, character in enumerate(one):
        where[character] = where.get(character, 0) | 1 << i
    every, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    vp, vn, d0, pm_before, slips = every, 0, 0, 0, len(one)
    for character in other:
        pm = where.get(character, 0)
        swapped = ((~d0 & pm) << 1) & pm_before
        d0 = ((((pm & vp) + vp) ^ vp) | pm | vn | swapped) & every
        hp, hn = vn | (every & ~(d0 | vp)), d0 & vp
        slips += bool(hp & last) - bool(hn & last)
        hp, hn = (hp << 1) | 1, hn << 1
        vp, vn = (hn | ~(d0 | hp)) & every, hp & d0 & every
        pm_before = pm
    return slips
