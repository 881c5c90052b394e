-- The profiles that im-kafka-bridge publishes, as tables of PostgreSQL. The database must use UTF8.
--
-- Kafka Connect writes only the columns key and record, exactly as Kafka has them. The functions here derive all other
-- columns, so no record can stop Kafka Connect.

CREATE TABLE im_profile_groups (
    -- SDKAppID, colon, group id.
    key           bytea PRIMARY KEY,
    record        bytea NOT NULL,
    -- NULL means unknown. '' means empty.
    sdk_app_id    text NOT NULL,
    group_id      text NOT NULL,
    group_type    text,
    owner         text,
    name          text,
    introduction  text,
    notification  text,
    face_url      text,
    custom_fields jsonb,
    attributes    jsonb,
    topic_ids     jsonb,
    created_time  timestamptz,
    changed_time  timestamptz NOT NULL,
    changed_by    text,
    -- The time, the operator and the source of each field.
    fields        jsonb NOT NULL,
    complete      boolean NOT NULL,
    version       bigint NOT NULL,
    -- When this row was last written, by the clock of this database.
    written_time  timestamptz NOT NULL
);

CREATE TABLE im_profile_topics (
    -- SDKAppID, colon, topic id.
    key           bytea PRIMARY KEY,
    record        bytea NOT NULL,
    sdk_app_id    text NOT NULL,
    topic_id      text NOT NULL,
    group_id      text NOT NULL,
    name          text,
    introduction  text,
    notification  text,
    face_url      text,
    custom_fields jsonb,
    created_time  timestamptz,
    changed_time  timestamptz NOT NULL,
    changed_by    text,
    fields        jsonb NOT NULL,
    complete      boolean NOT NULL,
    version       bigint NOT NULL,
    written_time  timestamptz NOT NULL
);

-- A hash index accepts an id of any length; a btree index would refuse long ones. The index is not unique: two ids may
-- become equal, because text cannot hold every character.
CREATE INDEX ON im_profile_groups USING hash (group_id);
CREATE INDEX ON im_profile_topics USING hash (topic_id);
CREATE INDEX ON im_profile_topics USING hash (group_id);

-- The record as jsonb, which cannot hold the character 0 or half of a surrogate pair. Each becomes U+FFFD, the
-- replacement character. The record still has the original text.
CREATE FUNCTION im_profile_json(record bytea) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN convert_from(record, 'UTF8')::jsonb;
EXCEPTION WHEN untranslatable_character OR invalid_text_representation THEN
    RETURN (
        SELECT string_agg(
            CASE WHEN part[1] ~ '^\\u(0000|[dD][89a-fA-F]..)$' THEN '\ufffd' ELSE part[1] END, '' ORDER BY place)
        -- A surrogate pair, or one escape of any kind, or all text up to the next escape.
        FROM regexp_matches(
            convert_from(record, 'UTF8'), '\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\\]+', 'g')
            WITH ORDINALITY AS parts (part, place)
    )::jsonb;
END $$;

-- Deletes the row if the record is null; otherwise fills its columns. A record that is not a profile changes nothing,
-- and is reported in the log of the database.
CREATE FUNCTION im_profile_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    profile jsonb;
BEGIN
    IF NEW.record IS NULL THEN
        EXECUTE format('DELETE FROM %I.%I WHERE key = $1', TG_TABLE_SCHEMA, TG_TABLE_NAME) USING NEW.key;
        RETURN NULL;
    END IF;
    BEGIN
        profile := im_profile_json(NEW.record);
        NEW.sdk_app_id := profile ->> 'sdkAppId';
        NEW.group_id := profile ->> 'groupId';
        NEW.name := profile ->> 'name';
        NEW.introduction := profile ->> 'introduction';
        NEW.notification := profile ->> 'notification';
        NEW.face_url := profile ->> 'faceUrl';
        NEW.custom_fields := profile -> 'customFields';
        NEW.created_time := profile ->> 'createdTime';
        NEW.changed_time := profile ->> 'changedTime';
        NEW.changed_by := profile ->> 'changedBy';
        NEW.fields := profile -> 'fields';
        NEW.complete := profile ->> 'complete';
        NEW.version := profile ->> 'version';
        NEW.written_time := clock_timestamp();
        IF TG_ARGV[0] = 'group' THEN
            NEW.group_type := profile ->> 'groupType';
            NEW.owner := profile ->> 'owner';
            NEW.attributes := profile -> 'attributes';
            NEW.topic_ids := profile -> 'topicIds';
        ELSE
            NEW.topic_id := profile ->> 'topicId';
        END IF;
        -- The table's constraints would find these too, but Kafka Connect would stop because of them.
        IF num_nulls(NEW.sdk_app_id, profile ->> (TG_ARGV[0] || 'Id'), NEW.group_id, NEW.changed_time, NEW.fields,
                NEW.complete, NEW.version) > 0 THEN
            RAISE data_exception USING MESSAGE = 'it lacks what every profile has';
        ELSIF octet_length(NEW.key) > 2000 THEN
            RAISE data_exception USING MESSAGE = 'its key is longer than a primary key can be';
        END IF;
    EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
        RAISE WARNING 'skipped in %, no profile: % (%)',
            TG_TABLE_NAME, left(encode(NEW.key, 'escape'), 200), SQLERRM;
        RETURN NULL;
    END;
    -- While all records are read again, a row does not go back to an older version.
    IF TG_OP = 'UPDATE' THEN
        IF OLD.version > NEW.version THEN
            RETURN NULL;
        END IF;
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER profile BEFORE INSERT OR UPDATE OF record ON im_profile_groups
    FOR EACH ROW EXECUTE FUNCTION im_profile_row('group');
CREATE TRIGGER profile BEFORE INSERT OR UPDATE OF record ON im_profile_topics
    FOR EACH ROW EXECUTE FUNCTION im_profile_row('topic');
