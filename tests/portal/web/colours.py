"""Arithmetic of colour for the tests: contrast (WCAG 2.2), colour blindness (Machado, Oliveira, Fernandes 2009), distance in OKLab."""

import itertools

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009),
# table 1, severity 1.0; rows give red, green, blue.
DEFICIENCIES = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
NORMAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
VISIONS = {"normal": NORMAL, **DEFICIENCIES}


def linear(colour):
    """Return the linear red, green and blue of ``#rrggbb``."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the contrast ratio of WCAG between 1 and 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def seen(colour, vision):
    """Return linear red, green and blue as someone with this vision sees them."""
    rgb = linear(colour)
    return [min(1.0, max(0.0, sum(w * part for w, part in zip(row, rgb, strict=True)))) for row in VISIONS[vision]]


def oklab(rgb):
    red, green, blue = rgb
    cones = (
        (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3),
        (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3),
        (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3),
    )
    rows = (
        (0.2104542553, 0.7936177850, -0.0040720468),
        (1.9779984951, -2.4285922050, 0.4505937099),
        (0.0259040371, 0.7827717662, -0.8086757660),
    )
    return [sum(weight * cone for weight, cone in zip(row, cones, strict=True)) for row in rows]


def distance(one, other, vision="normal"):
    """Return the distance of two colours in OKLab as someone with this vision sees them; 0.02 is just noticeable."""
    pairs = zip(oklab(seen(one, vision)), oklab(seen(other, vision)), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def nearest(colours, vision):
    """Return the smallest distance between any two of the colours."""
    return min(distance(one, other, vision) for one, other in itertools.combinations(colours, 2))
