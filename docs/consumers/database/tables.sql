-- The profiles that im-kafka-bridge publishes, as tables of PostgreSQL. The database has to be one in UTF8.
--
-- Kafka Connect writes the columns key and record and nothing else, as Kafka has them. All else is made of these here:
-- so there is no record at which Kafka Connect could stop.

CREATE TABLE im_profile_groups (
    -- SDKAppID, colon, group id.
    key           bytea PRIMARY KEY,
    record        bytea NOT NULL,
    -- NULL is: unknown. '' is: empty.
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
    -- When, by whom and from where each field was told.
    fields        jsonb NOT NULL,
    complete      boolean NOT NULL,
    version       bigint NOT NULL,
    -- When this row was written last, by the clock of this database.
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

-- A hash takes an id of any length, which a btree would refuse. Not unique: what text cannot hold may make two ids one.
CREATE INDEX ON im_profile_groups USING hash (group_id);
CREATE INDEX ON im_profile_topics USING hash (topic_id);
CREATE INDEX ON im_profile_topics USING hash (group_id);

-- The record as jsonb, which holds neither the character 0 nor one half of a surrogate pair. Either becomes U+FFFD, the
-- replacement character. The record still has what was really told.
CREATE FUNCTION im_profile_json(record bytea) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN convert_from(record, 'UTF8')::jsonb;
EXCEPTION WHEN untranslatable_character OR invalid_text_representation THEN
    RETURN (
        SELECT string_agg(
            CASE WHEN part[1] ~ '^\\u(0000|[dD][89a-fA-F]..)$' THEN '\ufffd' ELSE part[1] END, '' ORDER BY place)
        -- A surrogate pair, or else one escape of either kind, or else all up to the next escape.
        FROM regexp_matches(
            convert_from(record, 'UTF8'), '\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\.|[^\\]+', 'g')
            WITH ORDINALITY AS parts (part, place)
    )::jsonb;
END $$;

-- Deletes the row when null has come, else fills its columns. What is no profile changes nothing, and is told in the log
-- of the database.
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
        -- The table would say these too, but to Kafka Connect, which would stop.
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
    -- While all is read again, a row does not go back to what it was.
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
