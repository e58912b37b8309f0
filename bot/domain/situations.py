"""What a shift can have been about: thirty situations in six calm groups, for one optional tap."""

from collections.abc import Mapping

# The numbers are those of content-brief.md section 2; the words stand in prompts/<locale>/situations.toml.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "heavy": ("S03", "S04", "S06", "S14", "S15", "S05"),
    "aimed": ("S07", "S08", "S27", "S09"),
    "stays": ("S10", "S11", "S12", "S13", "S29", "S30"),
    "shift": ("S01", "S26", "S02", "S16", "S17", "S28"),
    "place": ("S18", "S19", "S21", "S22", "S23"),
    "others": ("S20", "S24", "S25"),
}
SITUATIONS = tuple(sorted(code for group in GROUPS.values() for code in group))
