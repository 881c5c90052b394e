import {h} from './dom.js';
import {full, moment} from './format.js';
import {copyButton} from './components.js';
import {change} from './address.js';
import {words} from './words.js';

const says = words.story;
const FIELDS = ['name', 'owner', 'introduction', 'notification', 'faceUrl'];

/** The profile of a group or of one of its topics. Each field has its time, its author and its source. */
export function profileView(profile, topicId) {
  const topic = topicId ? (profile.topics ?? []).find((one) => one.topicId === topicId) : null;
  const shown = topic ?? profile;
  return [
    h('header', {class: 'profile-top'},
        h('h2', {}, h('bdi', {}, shown.name || (topicId ?? profile.groupId))),
        h('p', {class: 'soft small'}, h('bdi', {class: 'mono break'}, topic ? topic.topicId : profile.groupId), copyButton(topic ? topic.topicId : profile.groupId)),
        h('p', {class: 'tags'}, profile.groupType && h('span', {class: 'tag'}, profile.groupType), h('span', {class: shown.complete ? 'tag ok' : 'tag', title: shown.complete ? null : says.partlyWords}, shown.complete ? says.whole : says.partly))),
    h('dl', {class: 'profile'},
        FIELDS.filter((name) => !(topic && name === 'owner')).map((name) => row(says.fields[name], shown[name], shown.fields?.[name])),
        shown.createdTime && row(says.fields.createdTime, full(shown.createdTime)),
        shown.changedTime && row(says.fields.changedTime, full(shown.changedTime), shown.changedBy && {operator: shown.changedBy})),
    map(says.customFields, 'customFields', shown),
    map(says.attributes, 'attributes', shown),
    topicList(profile, topicId),
  ];
}

function row(name, value, told) {
  const known = value !== undefined && value !== null;
  return [h('dt', {}, name), h('dd', {},
      !known ? h('span', {class: 'unknown'}, says.unknown) : value === '' ? h('span', {class: 'unknown'}, says.emptyValue) : h('bdi', {class: 'break'}, String(value)),
      h('span', {class: 'told'}, told ? provenance(told) : known ? '' : says.unknownWhy))];
}

const provenance = ({time, operator, source}) => [time && h('time', {datetime: time, title: full(time)}, moment(time)), operator && h('bdi', {}, operator), source && (says.from[source] ?? source)]
    .filter(Boolean).flatMap((part, i) => (i === 0 ? [part] : [' · ', part]));

function map(title, name, profile) {
  const entries = Object.entries(profile[name] ?? {});
  return entries.length > 0 && h('section', {}, h('h3', {}, title), h('dl', {class: 'profile'}, entries.map(([key, value]) => row(h('bdi', {}, key), value, profile.fields?.[`${name}.${key}`]))));
}

function topicList({topics = [], topicIds = []}, topicId) {
  const known = new Map(topics.map((topic) => [topic.topicId, topic.name]));
  const ids = [...new Set([...topicIds, ...known.keys()])];
  const choice = (id, name) => h('button', {type: 'button', class: 'slim', 'aria-pressed': String((topicId ?? '') === id), title: id || null, on: {click: () => change({topicId: id}, true)}}, h('bdi', {}, name));
  return ids.length > 0 && h('section', {}, h('h3', {}, says.topics), h('div', {class: 'choices'}, choice('', says.allTopics), ids.map((id) => choice(id, known.get(id) || id))));
}
