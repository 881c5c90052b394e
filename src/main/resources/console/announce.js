import {h, say} from './dom.js';
import {words} from './words.js';

const QUIET = 15_000;
const region = h('div', {class: 'hear', role: 'status', 'aria-live': 'polite'});
const toasts = h('div', {role: 'status', 'aria-live': 'polite'});
let last = 0;
let gone = 0;

/** Where screen readers listen. */
export const liveRegions = [region, toasts];

/** Says a thing at once. */
export function announce(text) {
  say(region, text);
}

/** Says a thing unless something was said lately: for what comes without end. */
export function announceSeldom(text) {
  if (performance.now() - last > QUIET) {
    last = performance.now();
    announce(text);
    return true;
  }
  return false;
}

/** Shows a word for a moment. */
export function toast(text) {
  clearTimeout(gone);
  toasts.replaceChildren(h('div', {class: 'toast'}, text));
  gone = setTimeout(() => toasts.replaceChildren(), 2200);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(words.copy.done);
  } catch {
    toast(copyOldWay(text) ? words.copy.done : words.copy.failed);
  }
}

/** Plain HTTP on another host than localhost has no clipboard of its own. */
function copyOldWay(text) {
  const area = h('textarea', {class: 'hear', 'aria-hidden': 'true', tabindex: '-1'});
  area.value = text;
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
