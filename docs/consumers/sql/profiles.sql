-- Profiles of groups and topics, kept up to date by Apache Flink from the topics of im-kafka-bridge.

-- Change this to where Kafka is (three times in this file), and im. where the bridge has another topic prefix.
CREATE TABLE event (
    -- Absent is NULL, and means: unchanged. '' is a value, and means: cleared.
    command      STRING,
    groupId      STRING,
    topicId      STRING,
    topicIds     ARRAY<STRING>,
    changes      ROW<name STRING, introduction STRING, notification STRING, faceUrl STRING>,
    customFields MAP<STRING, STRING>,
    headers      MAP<STRING, BYTES> METADATA VIRTUAL,
    -- When it happened, or else when it arrived; the sequence decides between equal times. Compared as text.
    stamp AS CAST(headers['ce_time'] AS STRING) || '/' || CAST(headers['ce_sequence'] AS STRING)
) WITH (
    'connector' = 'kafka',
    'properties.bootstrap.servers' = 'localhost:9092',
    'properties.group.id' = 'profiles-sql',
    -- A pattern, and a look every ten seconds: a topic is created with its first event.
    'topic-pattern' = 'im\.group\.after-(create-group|group-info-changed|group-destroyed|create-topic|topic-info-changed|topic-destroyed)',
    'scan.topic-partition-discovery.interval' = '10 s',
    'scan.startup.mode' = 'earliest-offset',
    'format' = 'json',
    -- What is not JSON is no event: skip it.
    'json.ignore-parse-errors' = 'true'
);

-- A group's own profile has the topic ''. What is of a topic but has no topicId is of no known profile: NULL.
CREATE VIEW known AS
SELECT *, CASE WHEN command IN ('Group.CallbackAfterCreateGroup', 'Group.CallbackAfterGroupInfoChanged') THEN ''
               ELSE NULLIF(topicId, '') END AS topic
FROM event
WHERE stamp IS NOT NULL AND groupId IS NOT NULL;

-- One row for each field that an event tells of.
CREATE VIEW told AS
SELECT groupId, topic, stamp, 'name' AS field, changes.name AS val
FROM known WHERE topic IS NOT NULL AND changes.name IS NOT NULL
UNION ALL
SELECT groupId, topic, stamp, 'introduction', changes.introduction
FROM known WHERE topic IS NOT NULL AND changes.introduction IS NOT NULL
UNION ALL
SELECT groupId, topic, stamp, 'notification', changes.notification
FROM known WHERE topic IS NOT NULL AND changes.notification IS NOT NULL
UNION ALL
SELECT groupId, topic, stamp, 'faceUrl', changes.faceUrl
FROM known WHERE topic IS NOT NULL AND changes.faceUrl IS NOT NULL
UNION ALL
SELECT groupId, topic, stamp, 'custom:' || k, v
FROM known CROSS JOIN UNNEST(customFields) AS custom (k, v) WHERE topic IS NOT NULL AND v IS NOT NULL;

-- The newest of each field wins: duplicates change nothing, nor does the order in which the topics are read.
CREATE VIEW field AS
SELECT groupId, topic, field, val, stamp
FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY groupId, topic, field ORDER BY stamp DESC) AS place FROM told
)
WHERE place = 1;

-- The last creation and the last end of each group and topic.
CREATE VIEW life AS
SELECT groupId, topic,
       COALESCE(MAX(stamp) FILTER (WHERE what = 'created'), '') AS created,
       COALESCE(MAX(stamp) FILTER (WHERE what = 'ended'), '') AS ended
FROM (
    SELECT groupId, topic, stamp, 'created' AS what
    FROM known
    WHERE command IN ('Group.CallbackAfterCreateGroup', 'Group.CallbackAfterCreateTopic') AND topic IS NOT NULL
    UNION ALL
    SELECT groupId, '', stamp, 'ended' FROM known WHERE command = 'Group.CallbackAfterGroupDestroyed'
    UNION ALL
    SELECT groupId, t, stamp, 'ended'
    FROM known CROSS JOIN UNNEST(topicIds) AS destroyed (t)
    WHERE command = 'Group.CallbackAfterTopicDestroyed' AND t <> ''
)
GROUP BY groupId, topic;

-- What has ended shows nothing, however late a change of it comes. Created again, it shows what is newer than the end.
CREATE VIEW current_field AS
SELECT field.groupId, field.topic, field.field, field.val
FROM field
LEFT JOIN life AS own ON own.groupId = field.groupId AND own.topic = field.topic
LEFT JOIN life AS parent ON parent.groupId = field.groupId AND parent.topic = ''
WHERE (COALESCE(own.ended, '') = '' OR (own.created > own.ended AND field.stamp > own.ended))
  AND (COALESCE(parent.ended, '') = '' OR (parent.created > parent.ended AND field.stamp > parent.ended));

-- One record for each profile, and none for what has ended. Absent is again: never told.
CREATE TABLE profile (
    group_id     STRING,
    topic_id     STRING,
    name         STRING,
    introduction STRING,
    notification STRING,
    face_url     STRING,
    PRIMARY KEY (group_id, topic_id) NOT ENFORCED
) WITH (
    'connector' = 'upsert-kafka',
    'properties.bootstrap.servers' = 'localhost:9092',
    'topic' = 'im.profiles',
    'key.format' = 'json',
    'value.format' = 'json',
    'value.json.encode.ignore-null-fields' = 'true'
);

CREATE TABLE custom_field (
    group_id STRING,
    topic_id STRING,
    name     STRING,
    val      STRING,
    PRIMARY KEY (group_id, topic_id, name) NOT ENFORCED
) WITH (
    'connector' = 'upsert-kafka',
    'properties.bootstrap.servers' = 'localhost:9092',
    'topic' = 'im.custom-fields',
    'key.format' = 'json',
    'value.format' = 'json'
);

EXECUTE STATEMENT SET BEGIN
INSERT INTO profile
SELECT groupId, topic,
       MAX(val) FILTER (WHERE field = 'name'),
       MAX(val) FILTER (WHERE field = 'introduction'),
       MAX(val) FILTER (WHERE field = 'notification'),
       MAX(val) FILTER (WHERE field = 'faceUrl')
FROM current_field
GROUP BY groupId, topic;
INSERT INTO custom_field
SELECT groupId, topic, SUBSTRING(field FROM 8), val
FROM current_field
WHERE field LIKE 'custom:%';
END;
