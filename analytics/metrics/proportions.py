"""Two shares held against each other: the interval of their difference, and a test. Pure functions.

Both take the two groups as if nobody were in both. Where some are, their answers go together, the true spread
is smaller, and the interval is too wide rather than too narrow.
"""

from math import exp, lgamma, sqrt

Z95 = 1.959964  # of a 95 % interval


def wilson(count, of):
    """Returns (low, high) of a share with 95 % (Wilson, 1927), each from 0 to 1. `of` is 1 or more."""
    share, z2 = count / of, Z95 * Z95
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z95 / (1 + z2 / of) * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def difference(one, other):
    """Returns (low, high) of other − one with 95 %, in points of 100 (Newcombe, 1998, method 10).

    `one` and `other` are (count, of).
    """
    first, second = one[0] / one[1], other[0] / other[1]
    (first_low, first_high), (second_low, second_high) = wilson(*one), wilson(*other)
    step = second - first
    low = step - sqrt((second - second_low) ** 2 + (first_high - first) ** 2)
    high = step + sqrt((second_high - second) ** 2 + (first - first_low) ** 2)
    return 100 * low, 100 * high


def chance_of_more(one, other):
    """Returns how likely so large a rise from `one` to `other` would be by chance alone; 1 without a rise.

    Fisher's exact test, one-sided (1935); `one` and `other` are (count, of). It holds for small and for
    unequal groups too, where the normal curve would say "beyond chance" far too often.
    """
    if other[0] * one[1] <= one[0] * other[1]:
        return 1.0
    yes, no, of = one[0] + other[0], sum(one[1:] + other[1:]) - one[0] - other[0], other[1]
    term = exp(_log_ways(yes, other[0]) + _log_ways(no, of - other[0]) - _log_ways(yes + no, of))
    total = 0.0
    for count in range(other[0], min(yes, of) + 1):
        total += term
        term *= (yes - count) * (of - count) / ((count + 1) * (no - of + count + 1))
    return min(total, 1.0)


def _log_ways(of, count):
    """Returns the logarithm of how many ways there are to choose so many of a group."""
    return lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
