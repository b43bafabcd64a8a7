"""Events on the map of the catalogue: each stands in a cell of a quadtree, and one index holds all that a mark says."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_RULES = r"""
CREATE FUNCTION map_cell(latitude float8, longitude float8) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    flat CONSTANT float8 := radians(greatest(-85.05, least(85.05, latitude)));
    x CONSTANT bigint := least(1048575, greatest(0, floor((longitude + 180) / 360 * 1048576)));
    y CONSTANT bigint := least(1048575, greatest(0, floor((0.5 - ln(tan(pi() / 4 + flat / 2)) / (2 * pi())) * 1048576)));
    cell bigint := 0;
BEGIN
    FOR bit IN 0..19 LOOP
        cell := cell | (((x >> bit) & 1) << (2 * bit)) | (((y >> bit) & 1) << (2 * bit + 1));
    END LOOP;
    RETURN cell;
END $$;
COMMENT ON FUNCTION map_cell IS
    'The square of the web''s map in which a place lies, 2^20 of them along each side, their numbers woven together: so
all squares within a larger one, two bits for each step, follow one another.';

CREATE INDEX events_on_map ON events (map_cell(latitude, longitude), starts_at, id)
    INCLUDE (ends_at, kind, latitude, longitude)
    WHERE latitude IS NOT NULL AND visibility = 'public' AND archived_at IS NULL
        AND status IN ('published', 'registration_open', 'running');
"""
_WITHOUT = """
DROP INDEX events_on_map;
DROP FUNCTION map_cell;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0037_letters_and_stars")]

    operations = [ops.RunSQL(_RULES, reverse_sql=_WITHOUT)]
