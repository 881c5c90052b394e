-- Every applied event, complete: data that is unused today is not lost, and no event is applied twice.
CREATE TABLE IF NOT EXISTS event (
    id          TEXT PRIMARY KEY, -- ce_id
    stamp       TEXT NOT NULL,    -- ce_time and ce_sequence: compared as text, they tell what is newer
    fingerprint TEXT NOT NULL,    -- equal for callbacks that say the same, see docs/record.md
    value       TEXT NOT NULL     -- the JSON
);

-- Groups, and topics of groups. The topic_id of a group's own row is ''.
CREATE TABLE IF NOT EXISTS life (
    group_id TEXT NOT NULL,
    topic_id TEXT NOT NULL,
    created  TEXT NOT NULL DEFAULT '', -- the stamp of its last creation, '' when we have not seen it
    ended    TEXT NOT NULL DEFAULT '', -- the stamp of its last end, '' when it has not ended
    PRIMARY KEY (group_id, topic_id)
);

-- The newest value of each field. No row: no event had the field. The value '': cleared.
CREATE TABLE IF NOT EXISTS field (
    group_id TEXT NOT NULL,
    topic_id TEXT NOT NULL,
    name     TEXT NOT NULL, -- name, introduction, notification, faceUrl, or custom:<its name>
    value    TEXT NOT NULL,
    stamp    TEXT NOT NULL,
    PRIMARY KEY (group_id, topic_id, name)
);

-- The number of events of each group: a sum, which a duplicate would make wrong.
CREATE TABLE IF NOT EXISTS activity (
    group_id TEXT PRIMARY KEY,
    events   INTEGER NOT NULL
);

DROP VIEW IF EXISTS profile;
DROP VIEW IF EXISTS current_field;

-- An ended group or topic shows nothing, however late a change of it comes. If it is created again, it shows the values
-- that are newer than the end.
CREATE VIEW current_field AS
SELECT field.group_id, field.topic_id, field.name, field.value
FROM field
JOIN life AS own ON own.group_id = field.group_id AND own.topic_id = field.topic_id
LEFT JOIN life AS parent ON parent.group_id = field.group_id AND parent.topic_id = ''
WHERE (own.ended = '' OR (own.created > own.ended AND field.stamp > own.ended))
  AND (coalesce(parent.ended, '') = '' OR (parent.created > parent.ended AND field.stamp > parent.ended));

CREATE VIEW profile AS
SELECT group_id,
       topic_id,
       max(CASE WHEN name = 'name' THEN value END)         AS name,
       max(CASE WHEN name = 'introduction' THEN value END) AS introduction,
       max(CASE WHEN name = 'notification' THEN value END) AS notification,
       max(CASE WHEN name = 'faceUrl' THEN value END)      AS face_url
FROM current_field
GROUP BY group_id, topic_id;
