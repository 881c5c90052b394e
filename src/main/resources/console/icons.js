import {svg} from './dom.js';

// Paths of strokes on a field of 16 by 16.
const PATHS = {
  live: 'M1.5 8h3l2-4.5 3 9 2-4.5h3',
  story: 'M3 3.5v9M3 5h1.5M3 8h1.5M3 11h1.5M7.5 5h6M7.5 8h6M7.5 11h4',
  way: 'M1.5 8h2.5M7 8h2M12 8h2.5M5.5 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3zM10.5 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
  refusals: 'M8 1.8l5.2 2v4c0 3.3-2.3 5.6-5.2 6.5-2.9-.9-5.2-3.2-5.2-6.5v-4zM6.2 6.2l3.6 3.6M9.8 6.2L6.2 9.8',
  deadLetters: 'M2 4h12v8.5H2zM2.2 4.4L8 8.8l5.8-4.4',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.2v9.6L12.5 8z',
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zM10.4 10.4l3.4 3.4',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h7.5v8H5.5zM10.5 5.5v-3H3v8h2.5',
  link: 'M6.8 9.2l2.4-2.4M7.2 4.9l1.5-1.5a2.7 2.7 0 0 1 3.9 3.9l-1.5 1.5M8.8 11.1l-1.5 1.5a2.7 2.7 0 0 1-3.9-3.9l1.5-1.5',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  light: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  dark: 'M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z',
  system: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
  help: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.8v.1M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z',
  clock: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 4.5V8l2.4 1.6',
  down: 'M4 6.2L8 10l4-3.8',
  filter: 'M2 3.5h12M4.5 8h7M6.8 12.5h2.4',
  resend: 'M2.5 8a5.5 5.5 0 0 1 9.6-3.6L14 6.2M14 2.5v3.7h-3.7M13.5 8a5.5 5.5 0 0 1-9.6 3.6L2 9.8M2 13.5V9.8h3.7',
  lock: 'M3.5 7.5h9v6h-9zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  alert: 'M8 2l6.3 11.2H1.7zM8 6.3v3.2M8 11.4v.1',
  inbox: 'M2 9l2-5.5h8L14 9v4H2zM2 9h3.5l1 2h3l1-2H14',
  // The kinds of events.
  created: 'M8 3.5v9M3.5 8h9',
  changed: 'M3 13l.6-2.7 7-7 2.1 2.1-7 7z',
  ended: 'M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6',
  owner: 'M2.5 12.5h11l1-7-3.5 2.6L8 3.5 5 8.1 1.5 5.5z',
  member: 'M8 3a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM3 13.5c.5-2.6 2.5-4 5-4s4.5 1.4 5 4',
  message: 'M2.5 3.5h11v7.5H8l-3 2.5V11H2.5z',
  asked: 'M6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.8v.1',
  seen: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6.3a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4z',
  other: 'M8 6.5a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3z',
};

/** A decorative drawing; words beside it have the meaning. */
export function icon(name, size = 16) {
  return svg('svg', {class: 'icon', viewBox: '0 0 16 16', width: size, height: size, 'aria-hidden': 'true', focusable: 'false'},
      svg('path', {d: PATHS[name] ?? PATHS.other}));
}

const KINDS = [
  [/\.profile\.corrections$/, 'check'],
  [/Before|Prev/, 'asked'],
  [/Create|FriendAdd|FollowAdd|BlackListAdd/, 'created'],
  [/Destroyed|FriendDelete|FollowDelete|BlackListDelete|MsgWithDraw|RecallMsg/, 'ended'],
  [/ChangeGroupOwner/, 'owner'],
  [/Receipt|MsgReadAll|MsgReport/, 'seen'],
  [/Member|Subscriber|GroupFull|AccountFull/, 'member'],
  [/SendMsg|Message|Push|Msg/, 'message'],
  [/Changed|PortraitSet|StateChange|Extension|Modify/, 'changed'],
];

/** The name of the icon for an entry, by its command, or by its topic if it has no command. */
export function kindOf({command, topic}) {
  return KINDS.find(([pattern]) => pattern.test(command ?? topic))?.[1] ?? 'other';
}
