"""Where in a TOML file something stands."""

from bot.config.toml_lines import Lines, dotted

TOML = '''\
a = 1 # x
[t]
"b-c" = """
d = 2
"""
e.f = 3
[[r]]
  g = [
    1 ]
[[ r ]]
h = "="
'''


def test_the_lines_of_a_toml_file() -> None:
    lines = Lines(TOML)
    wanted = {
        ("a",): 1,
        ("t",): 2,
        ("t", "b-c"): 3,
        ("t", "e", "f"): 6,
        ("r",): 7,
        ("r", 0): 7,
        ("r", 0, "g"): 8,
        ("r", 1): 10,
    }
    assert {path: lines.of(path) for path in wanted} == wanted
    assert lines.of(("r", 1, "h")) == 11
    assert lines.of(("r", 0, "g", 0)) == 8
    assert lines.of(("t", "d")) == 2
    assert lines.of(("nothing",)) == 1


def test_a_path_as_people_write_it() -> None:
    assert dotted(("profiles", 2, "price")) == "profiles[2].price"
