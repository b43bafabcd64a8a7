"""Lists stay quick among a million events: what is near is found on a globe, a category's events by their number."""

from tortoise import migrations
from tortoise.migrations import operations as ops

_RULES = """
CREATE EXTENSION IF NOT EXISTS cube;
CREATE FUNCTION on_globe(latitude float8, longitude float8) RETURNS cube
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN cube(ARRAY[cos(radians(latitude)) * cos(radians(longitude)), cos(radians(latitude)) * sin(radians(longitude)),
                  sin(radians(latitude))]);
COMMENT ON FUNCTION on_globe IS
    'A place as a point on a globe of radius 1: straight distances between such points grow with those on the ground.';

CREATE INDEX events_on_globe ON events USING gist (on_globe(latitude, longitude))
    WHERE latitude IS NOT NULL AND visibility = 'public' AND archived_at IS NULL
        AND status IN ('published', 'registration_open', 'running');
CREATE INDEX events_in_categories_newest ON events_in_categories (category_id, event_id);
"""
_WITHOUT = """
DROP INDEX events_on_globe, events_in_categories_newest;
DROP FUNCTION on_globe;
DROP EXTENSION cube;
"""


class Migration(migrations.Migration):
    dependencies = [("forma", "0010_search_beside_the_word")]

    operations = [ops.RunSQL(_RULES, reverse_sql=_WITHOUT)]
