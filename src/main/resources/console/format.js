import {words} from './words.js';

// Formats times, numbers and sizes. Times are in the browser's zone, or in UTC if that was chosen.

const KEY = 'console.utc';
let zone = remembered() ? 'UTC' : undefined;
let formats = make();

function remembered() {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}

function make() {
  const format = (options) => new Intl.DateTimeFormat('en-GB', {timeZone: zone, hourCycle: 'h23', ...options});
  return {
    clock: format({hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3}),
    seconds: format({hour: '2-digit', minute: '2-digit', second: '2-digit'}),
    minutes: format({hour: '2-digit', minute: '2-digit'}),
    date: format({day: 'numeric', month: 'short'}),
    day: format({weekday: 'long', day: 'numeric', month: 'long', year: 'numeric'}),
    key: format({year: 'numeric', month: '2-digit', day: '2-digit'}),
  };
}

export const inUtc = () => zone === 'UTC';

export function showUtc(utc) {
  zone = utc ? 'UTC' : undefined;
  formats = make();
  try {
    localStorage.setItem(KEY, utc);
  } catch {
    // If the browser cannot store the choice, it applies to this page.
  }
}

const at = (time) => (time instanceof Date ? time : new Date(time));
const valid = (time) => time !== undefined && time !== null && !Number.isNaN(at(time).getTime());

/** `10:42:07.318`, with the day unless it is today. */
export function clock(time) {
  if (!valid(time)) {
    return '—';
  }
  return isToday(time) ? formats.clock.format(at(time)) : `${formats.date.format(at(time))} ${formats.minutes.format(at(time))}`;
}

/** To the second, with the day unless it is today. */
export function moment(time) {
  if (!valid(time)) {
    return '—';
  }
  return isToday(time) ? formats.seconds.format(at(time)) : `${formats.date.format(at(time))}, ${formats.minutes.format(at(time))}`;
}

export const minutes = (time) => formats.minutes.format(at(time));
export const seconds = (time) => formats.seconds.format(at(time));

/** The full time: day, time of day and zone. */
export function full(time) {
  if (!valid(time)) {
    return '—';
  }
  const offset = zone === 'UTC' ? words.time.utc : at(time).toLocaleTimeString('en-GB', {timeZoneName: 'short'}).split(' ').pop();
  return `${formats.date.format(at(time))} ${at(time).getFullYear()}, ${formats.clock.format(at(time))} ${offset}`;
}

export const dayKey = (time) => formats.key.format(at(time));
const isToday = (time) => dayKey(time) === dayKey(new Date());

/** The day as a heading. */
export function day(time) {
  const key = dayKey(time);
  if (key === dayKey(new Date())) {
    return words.story.today;
  }
  return key === dayKey(new Date(Date.now() - 86_400_000)) ? words.story.yesterday : formats.day.format(at(time));
}

export function ago(time) {
  const s = Math.max(0, Math.round((Date.now() - at(time).getTime()) / 1000));
  const {units} = words.time;
  if (s < 5) {
    return words.time.now;
  }
  const [n, unit] = s < 60 ? [s, units.s] : s < 3600 ? [Math.floor(s / 60), units.min] : s < 172_800 ? [Math.floor(s / 3600), units.h] : [Math.floor(s / 86_400), units.d];
  return words.time.ago(n, unit);
}

const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const tenth = new Intl.NumberFormat('en', {maximumFractionDigits: 1, minimumFractionDigits: 0});

export const count = (n) => whole.format(n ?? 0);

/** A number, with one decimal place if it is small. */
export const decimal = (n) => (n === null || n === undefined || Number.isNaN(n) ? '—' : Math.abs(n) < 10 ? tenth.format(n) : whole.format(n));

export function size(bytes) {
  if (!Number.isFinite(bytes)) {
    return '—';
  }
  if (bytes < 1000) {
    return `${count(bytes)} B`;
  }
  const power = Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${decimal(bytes / 1000 ** power)} ${['B', 'kB', 'MB', 'GB'][power]}`;
}

export function span(secondsLong) {
  const s = Math.max(0, Math.round(secondsLong));
  return s < 120 ? `${s} s` : s < 7200 ? `${Math.round(s / 60)} min` : s < 172_800 ? `${Math.round(s / 3600)} h` : `${Math.round(s / 86_400)} days`;
}
