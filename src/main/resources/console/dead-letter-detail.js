import {eventPath, get} from './api.js';
import {h, put} from './dom.js';
import {ago, full, moment, size} from './format.js';
import {icon} from './icons.js';
import {asText, jsonView, read} from './json-view.js';
import {headerTable} from './event-detail.js';
import {button, codeBox, facts, iconButton, loading, notice, tabs, trouble} from './components.js';
import {linkTo} from './address.js';
import {shortCommand} from './sentence.js';
import {words} from './words.js';

const says = words.deadLetters;

/** One dead letter: why it is one, what to do, all that it holds, and the button that sends it again. */
export class DeadLetterDetail {
  #options;
  #id = null;
  #deadLetter = null;

  /** @param options `session`, `closed()`, `send(deadLetter)` */
  constructor(options) {
    this.#options = options;
    this.element = h('aside', {class: 'card detail', 'aria-label': says.region, hidden: true});
  }

  /** Shows it, or nothing where the id is null. */
  async show(id, known) {
    if (id === this.#id) {
      return;
    }
    this.#id = id;
    this.element.hidden = id === null;
    put(this.element);
    if (id === null) {
      return;
    }
    put(this.element, this.#top(known), loading());
    try {
      const deadLetter = await get(`dead-letters/${eventPath(id)}`);
      if (this.#id === id) {
        this.#draw(deadLetter);
      }
    } catch (error) {
      if (this.#id === id) {
        put(this.element, this.#top(known), trouble(error.status === 404 ? new Error(says.gone) : error));
      }
    }
  }

  /** The list knows it anew: it may have been sent since. */
  refresh(known) {
    if (known && this.#deadLetter && known.id === this.#id && JSON.stringify(known.resent) !== JSON.stringify(this.#deadLetter.resent)) {
      this.#draw({...this.#deadLetter, resent: known.resent});
    }
  }

  #draw(deadLetter) {
    this.#deadLetter = deadLetter;
    put(this.element, this.#top(deadLetter), deadLetter.obstacle ? h('div', {id: 'obstacle'}, notice('bad', 'alert', h('b', {}, says.obstacle), h('p', {}, deadLetter.obstacle))) : deadLetter.advice && notice('wait', 'help', h('b', {}, says.advice), h('p', {}, deadLetter.advice)), this.#facts(deadLetter), this.#actions(deadLetter), this.#views(deadLetter));
  }

  #top(deadLetter) {
    return h('header', {class: 'detail-top'},
        h('div', {}, h('h2', {}, deadLetter?.words ?? this.#id), deadLetter && h('p', {class: 'soft small'}, h('time', {datetime: deadLetter.time}, full(deadLetter.time)), ` · ${ago(deadLetter.time)}`)),
        iconButton(says.close, 'close', this.#options.closed));
  }

  #facts(deadLetter) {
    return facts([
      [says.reason, h('span', {class: 'tag bad'}, deadLetter.reason)],
      [says.to, deadLetter.toTopic && h('span', {class: 'mono break'}, deadLetter.toTopic)],
      [words.event.command, deadLetter.command && h('span', {class: 'mono break'}, shortCommand(deadLetter.command))],
      [words.event.group, deadLetter.groupId && h('a', {href: linkTo('/console/story', {app: deadLetter.sdkAppId, group: deadLetter.groupId})}, h('bdi', {class: 'mono break'}, deadLetter.groupId))],
      [words.event.app, deadLetter.sdkAppId],
      [words.event.eventId, deadLetter.eventId && h('bdi', {class: 'mono break'}, deadLetter.eventId)],
      [words.event.size, deadLetter.bytes !== undefined && size(deadLetter.bytes)],
      [says.sent, deadLetter.resent && [h('span', {}, says.sentBy(moment(deadLetter.resent.time), deadLetter.resent.by)), deadLetter.resent.to && h('a', {class: 'mono small break line', href: linkTo('/console', {event: deadLetter.resent.to})}, deadLetter.resent.to)]],
    ]);
  }

  #actions(deadLetter) {
    const {writable} = this.#options.session;
    const able = writable && !deadLetter.obstacle;
    return h('div', {class: 'actions'}, button(says.send, () => this.#options.send(deadLetter), {kind: able && !deadLetter.resent ? 'primary' : '', glyph: 'resend', disabled: !able, 'aria-describedby': writable ? (deadLetter.obstacle ? 'obstacle' : null) : 'read-only'}),
        deadLetter.resent && h('span', {class: 'tag ok'}, icon('check', 12), says.states.resent));
  }

  #views(deadLetter) {
    return h('div', {}, tabs(words.event.tabsLabel, {
      [words.event.tabs.value]: () => [
        deadLetter.valueCut && notice('wait', 'alert', words.event.cut(size(asText(deadLetter.value).length), size(deadLetter.valueBytes ?? deadLetter.bytes))),
        deadLetter.value !== undefined && codeBox(size(deadLetter.valueBytes ?? deadLetter.bytes), asText(deadLetter.value), jsonView(read(deadLetter.value))),
      ].filter(Boolean),
      [words.event.tabs.headers]: () => headerTable(deadLetter),
    }));
  }
}
