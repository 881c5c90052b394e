import {every, get} from './api.js';
import {h, put, say} from './dom.js';
import {Filters} from './filters.js';
import {clock, count} from './format.js';
import {icon} from './icons.js';
import {DeadLetterDetail} from './dead-letter-detail.js';
import {button, empty, head, loading, notice, trouble} from './components.js';
import {change, filtersHere, here} from './address.js';
import {sendMatching, sendOne} from './resend.js';
import {shortCommand} from './sentence.js';
import {VirtualList} from './virtual-list.js';
import {words} from './words.js';

const says = words.deadLetters;
const EVERY = 5000;
const PAGE = 100;
const NAMES = ['command', 'group', 'app'];
const STATES = {waiting: 'waiting', resent: 'resent', all: ''};

/**
 * The page of events that did not reach their topics: why, and what to do. A person can send one of them again, or all
 * that match.
 */
export class DeadLettersPage {
  title = says.title;
  fixed = true;
  #session;
  #rows = [];
  #ids = new Set();
  #older = null;
  #asked = '';
  #stop = () => {};
  #turn = () => {};
  #filters;
  #reason = h('select', {id: 'filter-reason', on: {change: () => change({reason: this.#reason.value}, true)}});
  #reasonField = h('div', {class: 'field wide'}, h('label', {for: 'filter-reason'}, says.reason), this.#reason);
  #states = h('div', {class: 'segments', role: 'group', 'aria-label': says.statesLabel}, Object.keys(STATES).map((state) =>
    h('button', {type: 'button', 'data-state': state, on: {click: () => change({state: state === 'waiting' ? null : state}, true)}}, says.states[state])));
  #all;
  #void = h('div', {class: 'void'}, loading());
  #foot = h('div', {class: 'list-foot', hidden: true}, h('span', {class: 'number'}), button(says.older, () => this.#askOlder(), {kind: 'quiet slim'}));
  #list = new VirtualList({
    label: says.list,
    key: (row) => row.id,
    kind: (row) => (row.resent ? 'done' : ''),
    draw: deadLetterRow,
    open: (row) => change({letter: row.id}, !here().get('letter')),
    end: () => {},
  });
  #detail;
  #split;

  constructor(session) {
    this.#session = session;
    this.#all = button(says.sendAll, () => sendMatching(this.#matching(), () => this.#turn()), {glyph: 'resend', class: 'send-all', disabled: !session.writable, 'aria-describedby': session.writable ? null : 'read-only'});
    this.#detail = new DeadLetterDetail({session, closed: () => this.#closeDeadLetter(), send: (deadLetter) => sendOne(deadLetter, () => this.#turn())});
    this.#filters = new Filters({names: NAMES, values: filtersHere(NAMES), session, more: [this.#reasonField], changed: (values) => change(values)});
    this.#split = h('div', {class: 'split'}, h('section', {class: 'card log', 'aria-label': says.list}, h('div', {class: 'log-body'}, this.#list.element, this.#void), this.#foot), this.#detail.element);
    this.content = [
      head(says.title, says.lead, this.#states, this.#all),
      session.writable ? null : h('div', {id: 'read-only'}, notice('', 'lock', h('b', {}, says.readOnly), ' ', says.readOnlyWords)),
      this.#filters.element, this.#split,
    ];
  }

  open() {
    this.address();
  }

  close() {
    this.#stop();
    this.#list.close();
  }

  address() {
    const state = here().get('state') ?? 'waiting';
    const asked = JSON.stringify(this.#query());
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#filters.take(filtersHere(NAMES));
      this.#rows = [];
      this.#ids.clear();
      for (const one of this.#states.children) {
        one.setAttribute('aria-pressed', one.dataset.state === state);
      }
      this.#all.hidden = state === 'resent';
      this.#blank('loading', loading);
      this.#stop();
      this.#turn = () => this.#ask();
      this.#stop = every(EVERY, () => this.#turn());
    }
    this.#open();
  }

  keys = {
    j: () => this.#list.move(1),
    k: () => this.#list.move(-1),
    n: () => this.#list.toTop(),
    Enter: () => this.#list.openActive(),
    Escape: () => here().get('letter') && this.#closeDeadLetter(),
  };

  #open() {
    const id = here().get('letter');
    this.#split.classList.toggle('open', id !== null);
    this.#detail.show(id, this.#rows.find((row) => row.id === id));
    this.#list.mark(id);
  }

  #closeDeadLetter() {
    change({letter: null});
    this.#list.element.focus({preventScroll: true});
  }

  #query() {
    return {...filtersHere(NAMES), reason: here().get('reason') ?? '', state: STATES[here().get('state') ?? 'waiting'] ?? ''};
  }

  #matching() {
    return Object.fromEntries(Object.entries(this.#query()).filter(([name, value]) => value.length > 0 && name !== 'state'));
  }

  async #ask() {
    const asked = this.#asked;
    try {
      const {entries, older, reasons} = await get('dead-letters', {...this.#query(), limit: PAGE});
      if (asked === this.#asked) {
        this.#take(entries, older, reasons ?? []);
      }
    } catch (error) {
      if (asked === this.#asked && this.#rows.length === 0) {
        this.#blank(error.message, () => trouble(error, () => this.#turn()));
      }
    }
  }

  async #askOlder() {
    const asked = this.#asked;
    try {
      const {entries, older} = await get('dead-letters', {...this.#query(), limit: PAGE, before: this.#older});
      if (asked === this.#asked) {
        this.#older = older;
        this.#add(entries);
        this.#show();
      }
    } catch (error) {
      if (asked === this.#asked) {
        say(this.#foot.firstChild, error.message);
      }
    }
  }

  /** Takes over a new first page. A letter that was there is still there, or is gone, or was sent again. */
  #take(entries, older, reasons) {
    if (this.#rows.length <= PAGE) {
      this.#rows = [];
      this.#ids.clear();
      this.#older = older ?? null;
      this.#add(entries);
    } else {
      const fresh = entries.filter(({id}) => !this.#ids.has(id));
      fresh.forEach(({id}) => this.#ids.add(id));
      this.#rows.unshift(...fresh);
    }
    this.#choices(reasons);
    this.#show();
    this.#detail.refresh(this.#rows.find((row) => row.id === here().get('letter')));
  }

  #add(entries) {
    this.#rows.push(...entries.filter(({id}) => !this.#ids.has(id) && this.#ids.add(id)));
  }

  #show() {
    const rows = this.#rows;
    this.#list.show({length: rows.length, at: (i) => rows[i] ?? null});
    this.#foot.hidden = rows.length === 0 && !this.#older;
    say(this.#foot.firstChild, says.shown(count(rows.length), this.#older));
    this.#foot.lastChild.hidden = !this.#older;
    const {state, ...others} = this.#query();
    const filtered = Object.values(others).some((value) => value.length > 0) || state === 'resent' || this.#older;
    this.#blank(rows.length > 0 ? '' : filtered ? 'nothing' : 'empty', () => (rows.length > 0 ? [] : filtered ? empty('search', says.nothing, says.nothingWords) : empty('check', says.empty, says.emptyWords)));
    this.#list.mark(here().get('letter'));
  }

  #blank(what, make) {
    if (this.#void.dataset.what !== what) {
      this.#void.dataset.what = what;
      put(this.#void, make());
    }
    this.#list.element.hidden = what !== '';
  }

  #choices(reasons) {
    const chosen = here().get('reason') ?? '';
    const all = reasons.some(({reason}) => reason === chosen) || chosen === '' ? reasons : [{reason: chosen, count: 0}, ...reasons];
    const sign = JSON.stringify([all, chosen]);
    this.#reasonField.classList.toggle('on', chosen !== '');
    if (this.#reason.dataset.sign !== sign) {
      this.#reason.dataset.sign = sign;
      put(this.#reason, h('option', {value: ''}, says.anyReason), all.map((one) => h('option', {value: one.reason}, says.reasonCount(one.reason, count(one.count)))));
      this.#reason.value = chosen;
    }
  }
}

function deadLetterRow(deadLetter) {
  return [
    h('time', {class: 'when', datetime: deadLetter.time, title: deadLetter.time}, clock(deadLetter.time)),
    h('span', {class: `kind ${deadLetter.resent ? 'created' : 'ended'}`}, icon(deadLetter.resent ? 'check' : 'deadLetters', 14)),
    h('span', {class: 'say', title: deadLetter.words}, deadLetter.words),
    deadLetter.resent && h('span', {class: 'tag ok'}, says.states.resent),
    h('span', {class: 'tag'}, deadLetter.reason),
    h('span', {class: 'cmd', title: deadLetter.command}, shortCommand(deadLetter.command ?? deadLetter.toTopic)),
  ];
}
