import {copy} from './announce.js';
import {h} from './dom.js';
import {icon} from './icons.js';
import {words} from './words.js';

// Small parts that several pages use.

export const button = (label, on, {kind = '', glyph, key, ...more} = {}) =>
  h('button', {type: 'button', class: kind, on: {click: on}, ...more}, glyph && icon(glyph), h('span', {}, label), key && h('kbd', {class: 'in', 'aria-hidden': 'true'}, key));

export const iconButton = (label, glyph, on, more = {}) =>
  h('button', {type: 'button', class: 'quiet round', 'aria-label': label, title: label, on: {click: on}, ...more}, icon(glyph));

export const copyButton = (text, label = words.copy.copy) => button(label, () => copy(typeof text === 'function' ? text() : text), {kind: 'quiet slim', glyph: 'copy'});

/** A text to copy, with its title above it. */
export const codeBox = (title, text, content = text) =>
  h('div', {class: 'codebox'}, h('div', {class: 'top-line'}, title, copyButton(text)), h('pre', {tabindex: '0', role: 'region', 'aria-label': title}, content));

export const empty = (glyph, title, text, ...more) => h('div', {class: 'empty'}, icon(glyph, 30), h('h2', {}, title), h('p', {}, text), ...more);

export const notice = (kind, glyph, ...children) => h('div', {class: `notice ${kind}`}, icon(glyph), h('div', {}, ...children));

/** The message in place of content that could not be loaded. */
export const trouble = (error, again) =>
  h('div', {class: 'empty', role: 'alert'}, icon('alert', 30), h('h2', {}, words.trouble.heading), h('p', {}, error.message), again && button(words.trouble.again, again));

export const loading = () => h('div', {class: 'empty', 'aria-busy': 'true'}, h('div', {class: 'bar search busy'}, h('i')), h('p', {}, words.trouble.busy));

export const head = (title, lead, ...end) => h('div', {class: 'head'}, h('h1', {}, title), lead && h('p', {class: 'lead'}, lead), h('div', {class: 'end'}, ...end));

/** Rows with a name and a value. Rows without a value are left out. */
export const facts = (rows) =>
  h('dl', {class: 'facts'}, rows.filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false).map(([name, ...value]) => [h('dt', {}, name), h('dd', {}, ...value)]));

/** Tabs with panels. A panel is made when it is first shown. */
export function tabs(label, panels) {
  const names = Object.keys(panels);
  const list = h('div', {class: 'tabs', role: 'tablist', 'aria-label': label});
  const panel = h('div', {class: 'tabpanel', role: 'tabpanel', id: 'tabpanel', tabindex: '-1'});
  const show = (name, focus) => {
    for (const tab of list.children) {
      const on = tab.dataset.name === name;
      tab.setAttribute('aria-selected', on);
      tab.tabIndex = on ? 0 : -1;
      if (on) {
        panel.setAttribute('aria-labelledby', tab.id);
        if (focus) {
          tab.focus();
        }
      }
    }
    panel.replaceChildren(...[panels[name]()].flat());
  };
  const turn = (event) => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (step) {
      event.preventDefault();
      const at = names.indexOf(event.target.dataset.name);
      show(names[(at + step + names.length) % names.length], true);
    }
  };
  list.append(...names.map((name, i) =>
      h('button', {type: 'button', role: 'tab', id: `tab-${i}`, 'aria-controls': 'tabpanel', 'data-name': name, on: {click: () => show(name), keydown: turn}}, name)));
  show(names[0]);
  return [list, panel];
}
