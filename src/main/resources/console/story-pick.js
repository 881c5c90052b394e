import {get} from './api.js';
import {h, put} from './dom.js';
import {ago} from './format.js';
import {icon} from './icons.js';
import {loading, trouble} from './components.js';
import {go, linkTo} from './address.js';
import {words} from './words.js';

const says = words.story;
const LOOK = 300;
const MOST = 12;

/** The form for choosing a group: by its id, or from the groups with recent events. */
export function pickGroup({apps = []}) {
  const app = h('input', {type: 'text', id: 'pick-app', inputmode: 'numeric', value: apps[0] ?? '', autocomplete: 'off'});
  const group = h('input', {type: 'text', id: 'pick-group', placeholder: '@TGS#…', autocomplete: 'off', spellcheck: 'false'});
  const lately = h('div', {class: 'lately'}, loading());
  recent(lately);
  return h('div', {class: 'pickbox'},
      h('form', {class: 'card pickform', on: {submit: (event) => {
        event.preventDefault();
        if (group.value.trim()) {
          go(linkTo('/console/story', {app: app.value.trim(), group: group.value.trim()}));
        }
      }}},
      h('h2', {}, says.pick),
      h('div', {class: 'line'},
          h('div', {class: 'grow'}, h('label', {for: group.id}, says.group), group),
          h('div', {}, h('label', {for: app.id}, says.app), app),
          h('button', {type: 'submit', class: 'primary'}, says.go))),
      h('section', {class: 'card', 'aria-labelledby': 'lately'}, h('h2', {id: 'lately'}, says.recent), lately));
}

async function recent(into) {
  try {
    const {entries} = await get('events', {limit: LOOK});
    const groups = new Map();
    for (const entry of entries.filter((one) => one.groupId)) {
      const key = `${entry.sdkAppId}:${entry.groupId}`;
      const before = groups.get(key);
      groups.set(key, {...entry, ...before, groupName: before?.groupName ?? entry.groupName, times: (before?.times ?? 0) + 1});
    }
    put(into, groups.size === 0 ? h('p', {class: 'soft none'}, says.recentNone) : h('ul', {}, [...groups.values()].slice(0, MOST).map((one) => h('li', {},
        h('a', {href: linkTo('/console/story', {app: one.sdkAppId, group: one.groupId})},
            icon('story'),
            h('span', {class: 'who'}, h('b', {}, h('bdi', {}, one.groupName || one.groupId)), one.groupName && h('bdi', {class: 'mono faint'}, one.groupId)),
            h('span', {class: 'what soft'}, one.sentence),
            h('span', {class: 'soft small'}, ago(one.time)))))));
  } catch (error) {
    put(into, trouble(error, () => recent(into)));
  }
}
