// What the fake service tells: the same each time, around one moment.

export const APP = '1400000000';
const GROUPS = {
  hiking: {id: '@TGS#_@TGS#cQVLVHIM62CJ', name: 'Hiking club', topics: {routes: ['@TGS#_@TGS#cQVLVHIM62CJ@TOPIC#_@TOPIC#cK1', 'Routes & maps'], gear: ['@TGS#_@TGS#cQVLVHIM62CJ@TOPIC#_@TOPIC#cM7', 'Gear'], weather: ['@TGS#_@TGS#cQVLVHIM62CJ@TOPIC#_@TOPIC#cX2', 'Weather']}},
  books: {id: '@TGS#_@TGS#cKQ7XWMM62CA', name: '读书会 📖', topics: {poems: ['@TGS#_@TGS#cKQ7XWMM62CA@TOPIC#_@TOPIC#cB4', '诗歌']}},
  night: {id: '@TGS#2J4SZEAEL', name: 'Night shift', topics: {}},
  release: {id: '@TGS#1RELEASE', name: 'Release crew', topics: {}},
  kitchen: {id: '@TGS#_@TGS#c9KITCHEN', name: 'Kitchen table', topics: {soup: ['@TGS#_@TGS#c9KITCHEN@TOPIC#_@TOPIC#cS1', 'Soups']}},
};

const person = (text) => ({text, is: 'person'});
const group = (key) => ({text: GROUPS[key].name, is: 'group'});
const topic = (key, name) => ({text: GROUPS[key].topics[name][1], is: 'topic'});
const value = (text) => ({text, is: 'value'});

// [seconds ago, command, group, topic, operator, parts…]; a string is plain words.
const EVENTS = [
  [2.1, 'AfterTopicInfoChanged', 'hiking', 'routes', 'leckie', person('leckie'), ' renamed the topic ', value('Routes'), ' to ', topic('hiking', 'routes'), ' in ', group('hiking')],
  [3.4, 'AfterGroupInfoChanged', 'hiking', null, 'mei.lin', person('mei.lin'), ' cleared the notice of ', group('hiking')],
  [5.2, 'AfterSendMsg', 'night', null, 'omar', person('omar'), ' wrote in ', group('night'), ': ', value('who has the keys for tonight?')],
  [5.9, 'AfterCreateTopic', 'hiking', 'gear', 'mei.lin', person('mei.lin'), ' created the topic ', topic('hiking', 'gear'), ' in ', group('hiking')],
  [8.8, 'AfterTopicInfoChanged', 'books', null, 'sofia.r', person('sofia.r'), ' renamed a topic of ', group('books'), ' to ', value('<img src=x onerror=alert(1)>'), '; the vendor does not say which'],
  [9.0, 'AfterNewMemberJoin', 'release', null, 'jonas', person('jonas'), ' let ', person('ada'), ' and ', person('grace'), ' into ', group('release')],
  [11.4, 'BeforeSendMsg', 'kitchen', null, 'tom', person('tom'), ' wants to write in ', group('kitchen'), ': ', value('the soup is on')],
  [11.6, 'AfterSendMsg', 'kitchen', null, 'tom', person('tom'), ' wrote in ', group('kitchen'), ': ', value('the soup is on')],
  [14.2, 'AfterChangeGroupOwner', 'hiking', null, 'omar', person('omar'), ' made ', person('mei.lin'), ' the owner of ', group('hiking')],
  [17.7, 'AfterGroupInfoChanged', 'hiking', null, 'omar', person('omar'), ' set ', value('city'), ' of ', group('hiking'), ' to ', value('Bern')],
  [21.0, 'AfterTopicDestroyed', 'kitchen', null, null, 'The vendor’s REST API destroyed 2 topics of ', group('kitchen')],
  [24.9, 'AfterGroupAttrChanged', 'release', null, 'jonas', person('jonas'), ' set the attribute ', value('stage'), ' of ', group('release'), ' to ', value('frozen')],
  [26.3, 'AfterMemberExit', 'night', null, 'li.wei', person('li.wei'), ' left ', group('night')],
  [31.8, 'AfterReadReceipt', 'night', null, 'omar', person('omar'), ' read 3 messages in ', group('night')],
  [33.1, 'AfterGroupInfoChanged', 'books', null, '⟨U+202E⟩nimda', person('⟨U+202E⟩nimda'), ' set the introduction of ', group('books'), ' to ', value('每周四晚上一起读一章')],
  [36.0, 'AfterRecallMsg', 'night', null, 'omar', person('omar'), ' took back a message in ', group('night')],
  [41.5, 'AfterCreateGroup', 'kitchen', null, 'tom', person('tom'), ' created the community ', group('kitchen')],
  [44.0, 'AfterGroupDestroyed', 'night', null, 'li.wei', person('li.wei'), ' dissolved the group ', value('Old shift')],
];

const topicOf = (command) => `im.group.${command.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()}`;

function entry([ago, command, where, which, operator, ...parts], number, now) {
  const {id: groupId, name, topics} = GROUPS[where];
  const kafkaTopic = topicOf(command);
  const words = parts.map((part) => (typeof part === 'string' ? {text: part} : part));
  const offset = 18204 - number;
  return {
    id: `${kafkaTopic}/${number % 3}/${offset}`, topic: kafkaTopic, partition: number % 3, offset,
    time: new Date(now - ago * 1000).toISOString(), receivedTime: new Date(now - ago * 1000 + 29).toISOString(),
    command: `Group.Callback${command}`, sdkAppId: APP, groupId, groupName: name,
    ...(which ? {topicId: topics[which][0], topicName: topics[which][1]} : {}), ...(operator ? {operator} : {}),
    sequence: 904_117 - number, eventId: `${APP}-${(0xa91f3e - number * 7919).toString(16)}-${command.length}`, bytes: 412 + 13 * command.length,
    sentence: words.map(({text}) => text).join(''), parts: words,
  };
}

/** Entries, the newest first: the list above, over and over into the past. */
export function entries(now, many) {
  return Array.from({length: many}, (_, i) => {
    const [ago, ...rest] = EVENTS[i % EVENTS.length];
    return entry([ago + 47 * Math.floor(i / EVENTS.length), ...rest], i, now);
  });
}

/** One that happens now. */
export const fresh = (number, now = Date.now()) => entry([0, ...EVENTS[number % EVENTS.length].slice(1)], -1 - number, now);

export function detail(one) {
  const value = {command: one.command, sdkAppId: one.sdkAppId, groupId: one.groupId, ...(one.topicId ? {topicId: one.topicId} : {}), groupType: 'Community', ...(one.operator ? {operator: one.operator} : {}), changes: {name: one.topicName ?? 'Hiking club', notification: ''}, eventTime: one.time, receivedTime: one.receivedTime, client: {ip: '203.0.113.41', platform: 'Android'}};
  const body = {CallbackCommand: one.command, GroupId: one.groupId, Type: 'Community', Operator_Account: one.operator, Name: one.topicName ?? 'Hiking club', Notification: '', EventTime: 1795775100000};
  return {
    ...one, key: one.groupId, value, valueBytes: JSON.stringify(value).length, valueCut: false,
    headers: {ce_specversion: '1.0', ce_id: one.eventId, ce_source: `/tencent-im/${one.sdkAppId}`, ce_type: `com.tencent.im.${one.command}`, ce_time: one.time, ce_subject: one.groupId, ce_sequence: String(one.sequence), 'content-type': 'application/json'},
    curl: `curl -s 'http://localhost:8080/?SdkAppid=${one.sdkAppId}&CallbackCommand=${one.command}&contenttype=json' -d '${JSON.stringify(body)}'`,
    fixture: {'query.txt': `SdkAppid=${one.sdkAppId}&CallbackCommand=${one.command}&contenttype=json`, 'body.json': JSON.stringify(body, null, 2), 'event.json': JSON.stringify(value, null, 2)},
  };
}

export function profile(now) {
  const told = (ago, operator) => ({time: new Date(now - ago * 1000).toISOString(), operator, source: 'callback'});
  const {hiking} = GROUPS;
  return {
    sdkAppId: APP, groupId: hiking.id, groupType: 'Community', owner: 'mei.lin', name: 'Hiking club', notification: '',
    customFields: {city: 'Bern', level: 'hard'}, attributes: {season: 'winter'},
    topicIds: Object.values(hiking.topics).map(([id]) => id), createdTime: new Date(now - 4 * 86_400_000).toISOString(), changedTime: new Date(now - 3400).toISOString(), changedBy: 'mei.lin',
    fields: {name: told(190_000, 'omar'), owner: told(14.2, 'omar'), notification: told(3.4, 'mei.lin'), groupType: told(345_600, 'omar'), 'customFields.city': told(17.7, 'omar'), 'customFields.level': told(86_000, 'leckie'), 'attributes.season': told(5000, 'leckie')},
    complete: false, version: 1795809602120000,
    topics: Object.values(hiking.topics).map(([topicId, name]) => ({sdkAppId: APP, groupId: hiking.id, topicId, name, introduction: 'All about it', fields: {name: told(3000, 'leckie')}, complete: false, version: 1})),
  };
}

export const hikingId = GROUPS.hiking.id;

/** The story of the hiking club, the newest first. */
export function story(now) {
  const line = (ago, command, operator, ...parts) => [ago, command, 'hiking', null, operator, ...parts];
  const day = 86_400;
  return [...EVENTS.filter(([, , where]) => where === 'hiking'),
    line(5300, 'AfterGroupInfoChanged', 'omar', person('omar'), ' set the notice of ', group('hiking'), ' to ', value('Bring water')),
    line(9100, 'AfterCreateTopic', 'mei.lin', person('mei.lin'), ' created the topic ', value('Routes'), ' in ', group('hiking')),
    line(day + 3000, 'AfterTopicDestroyed', 'omar', person('omar'), ' destroyed the topic ', value('Lost and found')),
    line(day + 9000, 'AfterNewMemberJoin', 'mei.lin', person('mei.lin'), ' let ', person('leckie'), ' into ', group('hiking')),
    line(2.2 * day, 'AfterGroupInfoChanged', 'omar', person('omar'), ' renamed the group ', value('Hiking'), ' to ', group('hiking')),
    line(4 * day, 'AfterCreateGroup', 'omar', person('omar'), ' created the community ', value('Hiking')),
  ].map((one, i) => entry(one, i * 3, now));
}

export const COMMANDS = ['AfterCreateGroup', 'AfterGroupInfoChanged', 'AfterChangeGroupOwner', 'AfterGroupAttrChanged', 'AfterGroupDestroyed', 'AfterCreateTopic', 'AfterTopicInfoChanged', 'AfterTopicDestroyed', 'AfterNewMemberJoin', 'AfterMemberExit', 'BeforeSendMsg', 'AfterSendMsg', 'AfterRecallMsg', 'AfterReadReceipt']
    .map((name) => `Group.Callback${name}`).concat('C2C.CallbackAfterSendMsg', 'C2C.CallbackBeforeSendMsg', 'State.StateChange', 'Sns.CallbackFriendAdd', 'Profile.CallbackPortraitSet');
