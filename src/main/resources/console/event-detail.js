import {eventPath, get} from './api.js';
import {h, put} from './dom.js';
import {ago, count, full, size} from './format.js';
import {icon} from './icons.js';
import {asText, jsonView} from './json-view.js';
import {button, codeBox, copyButton, facts, iconButton, loading, notice, tabs, trouble} from './components.js';
import {linkTo} from './address.js';
import {sentence, shortCommand} from './sentence.js';
import {words} from './words.js';

const says = words.event;

/** An event beside the list: its sentence, its place in Kafka, and the actions for it. */
export class EventDetail {
  #closed;
  #only;
  #id = null;
  #abort = null;

  /** @param only sets one filter; absent if the page has no filters */
  constructor({closed, only}) {
    this.#closed = closed;
    this.#only = only;
    this.element = h('aside', {class: 'card detail', 'aria-label': says.region, hidden: true});
  }

  get id() {
    return this.#id;
  }

  /** Shows an event. The data from the list appear at once. */
  async show(id, known) {
    if (id === this.#id) {
      return;
    }
    this.#abort?.abort();
    this.#id = id;
    this.element.hidden = id === null;
    if (id === null) {
      put(this.element);
      return;
    }
    const abort = (this.#abort = new AbortController());
    put(this.element, this.#top(known), loading());
    this.element.scrollTop = 0;
    try {
      const event = await get(`events/${eventPath(id)}`, {}, abort.signal);
      put(this.element, this.#top(event), this.#facts(event), this.#actions(event), this.#views(event));
    } catch (error) {
      if (error.name !== 'AbortError') {
        put(this.element, this.#top(known), trouble(error.status === 404 ? new Error(says.gone) : error, error.status === 404 ? null : () => this.#again(id, known)));
      }
    }
  }

  #again(id, known) {
    this.#id = null;
    this.show(id, known);
  }

  #top(event) {
    return h('header', {class: 'detail-top'},
        h('div', {}, h('h2', {}, event ? sentence(event) : this.#id), event && h('p', {class: 'soft small'}, h('time', {datetime: event.time, title: event.time}, full(event.time)), ` · ${ago(event.time)}`)),
        iconButton(says.close, 'close', this.#closed));
  }

  #facts(event) {
    const more = (name, value) => this.#only && h('button', {type: 'button', class: 'more', title: says.only(value), 'aria-label': says.only(value), on: {click: () => this.#only(name, value)}}, icon('filter', 12));
    const named = (name, id) => [name ? h('bdi', {class: 'name'}, name) : null, h('bdi', {class: 'mono break'}, id)];
    return facts([
      [says.group, event.groupId && [named(event.groupName, event.groupId), more('group', event.groupId)]],
      [says.topic, event.topicId && [named(event.topicName, event.topicId), more('topicId', event.topicId)]],
      [says.by, event.operator && [h('bdi', {}, event.operator), more('operator', event.operator)]],
      [says.command, event.command && [h('span', {class: 'mono break', title: event.command}, shortCommand(event.command)), more('command', event.command)]],
      [says.place, h('span', {class: 'mono break'}, event.topic), h('span', {class: 'soft small line'}, says.partition(count(event.partition), count(event.offset)))],
      [says.received, event.receivedTime && event.receivedTime !== event.time && h('time', {datetime: event.receivedTime}, full(event.receivedTime))],
      [says.app, event.sdkAppId],
      [says.sequence, event.sequence !== undefined && count(event.sequence)],
      [says.eventId, event.eventId && h('bdi', {class: 'mono break'}, event.eventId)],
      [says.size, event.bytes !== undefined && size(event.bytes)],
      [says.dead, event.deadLetterReason && h('span', {class: 'tag bad'}, event.deadLetterReason)],
    ]);
  }

  #actions(event) {
    const link = new URL(linkTo('/console', {event: event.id}), location.href).href;
    return h('div', {class: 'actions'},
        event.groupId && h('a', {class: 'button', href: linkTo('/console/story', {app: event.sdkAppId, group: event.groupId})}, icon('story'), says.story),
        copyButton(link, words.copy.link));
  }

  #views(event) {
    return h('div', {}, tabs(says.tabsLabel, {
      [says.tabs.value]: () => [
        event.valueCut && notice('wait', 'alert', says.cut(size(asText(event.value).length), size(event.valueBytes))),
        codeBox(size(event.valueBytes ?? event.bytes), asText(event.value), jsonView(event.value)),
      ].filter(Boolean),
      [says.tabs.headers]: () => headerTable(event),
      [says.tabs.curl]: () => (event.curl ? [h('p', {class: 'soft small'}, says.curlWords), codeBox('curl', event.curl)] : [h('p', {class: 'soft small'}, says.noCurl)]),
      [says.tabs.fixture]: () => fixtureView(event.fixture),
    }));
  }
}

export function headerTable({headers = {}, key}) {
  const rows = [...(key !== undefined && key !== null ? [[says.key, key]] : []), ...Object.entries(headers)];
  return h('table', {class: 'headers'},
      h('thead', {class: 'hear'}, h('tr', {}, h('th', {scope: 'col'}, says.header), h('th', {scope: 'col'}, says.headerValue))),
      h('tbody', {}, rows.map(([name, value]) => h('tr', {}, h('th', {scope: 'row'}, h('bdi', {}, name)), h('td', {}, h('bdi', {}, String(value)))))));
}

function fixtureView(fixture) {
  const files = Object.entries(fixture ?? {}).map(([name, content]) => [name, asText(content)]);
  if (files.length === 0) {
    return [h('p', {class: 'soft small'}, says.noCurl)];
  }
  const all = files.map(([name, text]) => `cat > ${name} <<'EOF'\n${text}\nEOF\n`).join('');
  return [h('p', {class: 'soft small'}, says.fixtureWords), copyButton(all, says.copyAll), ...files.map(([name, text]) => codeBox(name, text))];
}
