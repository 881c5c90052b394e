import {eventPath, get} from './api.js';
import {h, put} from './dom.js';
import {ago, full, moment, size} from './format.js';
import {icon} from './icons.js';
import {asText, jsonView, read} from './json-view.js';
import {headerTable} from './event-detail.js';
import {button, codeBox, facts, iconButton, loading, notice, tabs, trouble} from './parts.js';
import {linkTo} from './place.js';
import {shortCommand} from './sentence.js';
import {words} from './words.js';

const says = words.letters;

/** A dead letter: the reason for it, advice, all its content, and the button that sends it again. */
export class LetterDetail {
  #options;
  #id = null;
  #letter = null;

  /** @param options `session`, `closed()`, `send(letter)` */
  constructor(options) {
    this.#options = options;
    this.element = h('aside', {class: 'card detail', 'aria-label': says.region, hidden: true});
  }

  /** Shows a letter, or nothing if the id is null. */
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
      const letter = await get(`dead-letters/${eventPath(id)}`);
      if (this.#id === id) {
        this.#draw(letter);
      }
    } catch (error) {
      if (this.#id === id) {
        put(this.element, this.#top(known), trouble(error.status === 404 ? new Error(says.gone) : error));
      }
    }
  }

  /** Takes over the list's new data about the letter, which may have been sent since. */
  refresh(known) {
    if (known && this.#letter && known.id === this.#id && JSON.stringify(known.resent) !== JSON.stringify(this.#letter.resent)) {
      this.#draw({...this.#letter, resent: known.resent});
    }
  }

  #draw(letter) {
    this.#letter = letter;
    put(this.element, this.#top(letter), letter.obstacle ? h('div', {id: 'obstacle'}, notice('bad', 'alert', h('b', {}, says.obstacle), h('p', {}, letter.obstacle))) : letter.advice && notice('wait', 'help', h('b', {}, says.advice), h('p', {}, letter.advice)), this.#facts(letter), this.#actions(letter), this.#views(letter));
  }

  #top(letter) {
    return h('header', {class: 'detail-top'},
        h('div', {}, h('h2', {}, letter?.words ?? this.#id), letter && h('p', {class: 'soft small'}, h('time', {datetime: letter.time}, full(letter.time)), ` · ${ago(letter.time)}`)),
        iconButton(says.close, 'close', this.#options.closed));
  }

  #facts(letter) {
    return facts([
      [says.reason, h('span', {class: 'tag bad'}, letter.reason)],
      [says.to, letter.toTopic && h('span', {class: 'mono break'}, letter.toTopic)],
      [words.event.command, letter.command && h('span', {class: 'mono break'}, shortCommand(letter.command))],
      [words.event.group, letter.groupId && h('a', {href: linkTo('/console/story', {app: letter.sdkAppId, group: letter.groupId})}, h('bdi', {class: 'mono break'}, letter.groupId))],
      [words.event.app, letter.sdkAppId],
      [words.event.eventId, letter.eventId && h('bdi', {class: 'mono break'}, letter.eventId)],
      [words.event.size, letter.bytes !== undefined && size(letter.bytes)],
      [says.sent, letter.resent && [h('span', {}, says.sentBy(moment(letter.resent.time), letter.resent.by)), letter.resent.to && h('a', {class: 'mono small break line', href: linkTo('/console', {event: letter.resent.to})}, letter.resent.to)]],
    ]);
  }

  #actions(letter) {
    const {writable} = this.#options.session;
    const able = writable && !letter.obstacle;
    return h('div', {class: 'actions'}, button(says.send, () => this.#options.send(letter), {kind: able && !letter.resent ? 'primary' : '', glyph: 'resend', disabled: !able, 'aria-describedby': writable ? (letter.obstacle ? 'obstacle' : null) : 'read-only'}),
        letter.resent && h('span', {class: 'tag ok'}, icon('check', 12), says.states.resent));
  }

  #views(letter) {
    return h('div', {}, tabs(words.event.tabsLabel, {
      [words.event.tabs.value]: () => [
        letter.valueCut && notice('wait', 'alert', words.event.cut(size(asText(letter.value).length), size(letter.valueBytes ?? letter.bytes))),
        letter.value !== undefined && codeBox(size(letter.valueBytes ?? letter.bytes), asText(letter.value), jsonView(read(letter.value))),
      ].filter(Boolean),
      [words.event.tabs.headers]: () => headerTable(letter),
    }));
  }
}
