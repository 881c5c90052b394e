import {h, say} from './dom.js';
import {words} from './words.js';

const QUIET = 15_000;
const region = h('div', {class: 'hear', role: 'status', 'aria-live': 'polite'});
const toasts = h('div', {role: 'status', 'aria-live': 'polite'});
let last = 0;
let gone = 0;

/** The regions that screen readers announce. */
export const liveRegions = [region, toasts];

/** Announces a text at once. */
export function announce(text) {
  say(region, text);
}

/** Announces a text unless another one was announced recently. It is for messages that come again and again. */
export function announceSeldom(text) {
  if (performance.now() - last > QUIET) {
    last = performance.now();
    announce(text);
    return true;
  }
  return false;
}

/** Shows a message for a moment. */
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

/** Copies without the clipboard API, which plain HTTP has only on localhost. */
function copyOldWay(text) {
  const area = h('textarea', {class: 'hear', 'aria-hidden': 'true', tabindex: '-1'});
  area.value = text;
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
