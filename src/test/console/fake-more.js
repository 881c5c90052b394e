import {APP, hikingId} from './fake-data.js';

// What the fake service tells of itself: its way, what it refused, and its dead letters.

export function way(now, {unreachable = false} = {}) {
  const times = Array.from({length: 360}, (_, i) => Math.floor(now / 10_000) * 10 - (359 - i) * 10);
  const wave = (i, base, high) => Math.max(0, base + high * (Math.sin(i / 31) + 0.5 * Math.sin(i / 7.3) + 0.35 * Math.sin(i * 1.7)));
  const ok = times.map((_, i) => Math.round(10 * wave(i, 150, 42)) / 10);
  const outage = (i) => (i > 214 && i < 238 ? i - 214 : i >= 238 && i < 246 ? (246 - i) * 3 : 0);
  return {
    instance: {name: 'bridge-0', version: '1.0.0', startedAt: new Date(now - 7.2 * 86_400_000).toISOString()},
    receive: {rate: ok.at(-1), ok: 8_412_907, refused: 1317, p50Ms: 1.1, p99Ms: 4.6},
    outbox: {mode: 'disk', since: new Date(now - 3_600_000).toISOString(), records: unreachable ? 48_210 : 14, bytes: unreachable ? 21_400_000 : 163_840, oldest: unreachable ? new Date(now - 291_000).toISOString() : null, fullInSeconds: unreachable ? 98_000 : null},
    relay: {state: unreachable ? 'unreachable' : 'delivering', since: new Date(now - 3_600_000).toISOString(), rate: unreachable ? 0 : ok.at(-1) - 0.4, inFlight: unreachable ? 0 : 22, paused: []},
    kafka: {servers: 'kafka-0:9092'}, deadLetters: {count: 7}, profiles: {state: 'running', lag: 0, keys: 12_904},
    series: {times, ok, refused: times.map((_, i) => (i > 300 && i < 312 ? 4.1 : i % 53 === 0 ? 0.1 : 0)), published: ok.map((n, i) => (outage(i) ? (i >= 238 ? n * 3.6 : 0) : n)), outboxRecords: times.map((_, i) => 12 + outage(i) * 1580), p99Ms: times.map((_, i) => Math.round(10 * (4.2 + Math.abs(Math.sin(i / 13)) + (outage(i) ? 2.2 : 0))) / 10)},
  };
}

export function refusals(now, reason) {
  const kinds = {
    'sign-wrong': ['The signature fits none of the app’s tokens.', 1204], 'app-unknown': ['The app is not among those that are allowed.', 96],
    'body-not-json': ['The body is not a JSON object.', 14], 'time-too-old': ['The request’s time is too long ago.', 3],
  };
  const last = [];
  const add = (ago, name, address, command, sdkAppId, many = 1) => {
    for (let i = 0; i < many; i++) {
      last.push({time: new Date(now - (ago + i * 1.4) * 1000).toISOString(), reason: name, words: kinds[name][0], address, command, sdkAppId, requestId: `7f3a${(0x10000 + last.length * 977).toString(16)}`});
    }
  };
  add(12, 'sign-wrong', '203.0.113.9', 'Group.CallbackAfterTopicInfoChanged', APP, 41);
  add(94, 'app-unknown', '198.51.100.23', 'Group.CallbackAfterSendMsg', '1400000777', 2);
  add(131, 'body-not-json', '203.0.113.9', undefined, APP);
  add(380, 'sign-wrong', '203.0.113.77', 'Group.CallbackAfterGroupInfoChanged', APP, 3);
  add(2900, 'time-too-old', '203.0.113.41', 'C2C.CallbackAfterSendMsg', APP);
  add(5400, 'app-unknown', '198.51.100.23', 'Group.CallbackAfterCreateGroup', '1400000777');
  return {totals: Object.entries(kinds).map(([name, [words, count]]) => ({reason: name, words, count})), last: last.filter((one) => !reason || one.reason === reason)};
}

const REASONS = {
  'record-too-large': ['The event is larger than its topic takes.', 'Raise max.message.bytes of the topic, then send it again.'],
  'topic-missing': ['The topic does not exist, and could not be made.', 'Make the topic, or give the service the right to, then send it again.'],
  'not-authorized': ['Kafka does not let the service write to this topic.', 'Give it the right to write, then send it again.'],
};

export function letters(now) {
  const letter = (number, ago, reason, command, toTopic, bytes, resent) => ({
    id: `0/${431 - number}`, time: new Date(now - ago * 1000).toISOString(), reason, words: REASONS[reason][0], advice: REASONS[reason][1], command: `Group.Callback${command}`, toTopic, sdkAppId: APP, groupId: hikingId, bytes, eventId: `${APP}-${(0xb00 + number * 31).toString(16)}`,
    ...(resent ? {resent: {time: new Date(now - resent * 1000).toISOString(), by: 'console@127.0.0.1', to: `${toTopic}/1/${90 + number}`}} : {}),
  });
  return [
    letter(0, 620, 'record-too-large', 'AfterSendMsg', 'im.group.after-send-msg', 1_204_331),
    letter(1, 655, 'record-too-large', 'AfterSendMsg', 'im.group.after-send-msg', 1_117_002),
    letter(2, 3800, 'not-authorized', 'AfterMemberExit', 'im.group.after-member-exit', 612),
    letter(3, 3806, 'not-authorized', 'AfterMemberExit', 'im.group.after-member-exit', 598),
    letter(4, 3900, 'not-authorized', 'AfterNewMemberJoin', 'im.group.after-new-member-join', 701),
    letter(5, 4100, 'not-authorized', 'AfterMemberExit', 'im.group.after-member-exit', 611),
    letter(6, 91_000, 'topic-missing', 'AfterGroupAttrChanged', 'im.group.after-group-attr-changed', 540),
    letter(7, 180_000, 'topic-missing', 'AfterGroupAttrChanged', 'im.group.after-group-attr-changed', 540, 160_000),
    letter(8, 180_200, 'topic-missing', 'AfterGroupAttrChanged', 'im.group.after-group-attr-changed', 551, 160_000),
  ];
}
