import {h, put, say} from './dom.js';
import {clock, count, decimal, moment} from './format.js';
import {icon} from './icons.js';
import {button, codeBox, empty, loading, trouble} from './components.js';
import {words} from './words.js';

const says = words.live;
const SHAPES = {live: 'now', paused: 'wait', searching: 'wait', connecting: 'wait', unreachable: 'bad', lost: 'bad', hidden: 'off'};

/** The status of the live log: its state, missing events, and how far back it goes. */
export class LiveStatus {
  #shape = h('span', {class: 'state wait'});
  #name = h('b');
  #about = h('span', {class: 'soft number'});
  state = h('span', {class: 'live-state'}, this.#shape, this.#name, this.#about);

  #since = h('b');
  #searched = h('span', {class: 'soft small number'});
  #searching = h('span', {class: 'searching'}, h('span', {class: 'bar search', 'aria-hidden': 'true'}, h('i')), this.#searched);
  #jumped;
  #fullWords = h('div');
  #full;
  #badWords = h('div');
  #bad = h('div', {class: 'notice bad', role: 'alert', hidden: true}, icon('alert'), this.#badWords);
  notes;

  #shown = h('span', {class: 'number'});
  #reach = h('span', {class: 'end soft'});
  #older;
  foot;

  blank = h('div', {class: 'void'});
  #session;

  constructor(session, {back, goOn, older}) {
    this.#session = session;
    this.#jumped = h('div', {class: 'notice', hidden: true}, icon('clock'), h('div', {class: 'since'}, this.#since, this.#searching), button(says.jumpBack, back, {kind: 'slim'}));
    this.#full = h('div', {class: 'notice wait', hidden: true}, icon('alert'), this.#fullWords, button(says.more, goOn, {kind: 'slim'}));
    this.notes = h('div', {class: 'notes'}, this.#jumped, this.#full, this.#bad);
    this.#older = button(says.olderButton, older, {kind: 'quiet slim'});
    this.foot = h('div', {class: 'list-foot'}, this.#shown, this.#reach, this.#older);
  }

  /** Shows the present status. */
  show(feed, from, filtered) {
    const name = stateOf(feed);
    this.#pill(feed, name);
    this.#note(feed, name, from);
    this.#feet(feed, from);
    this.#empty(feed, filtered || from !== '');
  }

  #pill(feed, name) {
    const {seconds} = feed.connection;
    const {rate} = feed;
    this.#shape.className = `state ${SHAPES[name]}`;
    this.state.className = `live-state is-${name}`;
    say(this.#name, says.states[name]);
    say(this.#about, feed.paused ? says.waiting(count(feed.waiting), feed.overflow)
      : name === 'live' && rate > 0 ? says.rate(decimal(rate))
        : name === 'lost' && seconds ? says.retry(seconds) : '');
  }

  #note(feed, name, from) {
    this.#jumped.hidden = from === '';
    say(this.#since, from && says.since(/^\d{4}-/.test(from) ? moment(from) : from));
    this.#searching.hidden = !feed.searching || feed.full;
    say(this.#searched, feed.searching?.reached ? says.searched(count(feed.searching.searched), moment(feed.searching.reached)) : '');
    this.#full.hidden = !feed.full;
    say(this.#fullWords, says.full(count(feed.model.length)));
    const bad = name === 'unreachable' ? feed.kafka.sentence || says.unreachable : name === 'lost' ? feed.connection.error?.message ?? '' : '';
    this.#bad.hidden = bad === '';
    say(this.#badWords, bad);
  }

  #feet(feed, from) {
    const {model} = feed;
    this.foot.hidden = model.length === 0 && (feed.older === null || feed.loading);
    const oldest = model.oldest;
    say(this.#shown, oldest ? says.shown(count(model.length), clock(oldest.time)) : '');
    say(this.#reach, feed.askingOlder ? says.older
      : feed.error ? feed.error.message
      : model.letGo ? says.letGo
        : feed.older !== null ? (feed.reachedBack ? says.reachedBack(moment(feed.reachedBack)) : '')
          : from === '' && !feed.loading ? says.beginning : '');
    this.#older.hidden = feed.older === null || feed.askingOlder;
  }

  #empty(feed, filtered) {
    const what = feed.model.length > 0 ? '' : feed.loading || (feed.askingOlder && feed.older !== null) ? 'loading' : feed.error ? 'trouble' : filtered ? 'nothing' : 'empty';
    if (this.blank.dataset.what === what) {
      return;
    }
    this.blank.dataset.what = what;
    put(this.blank, {
      '': () => [],
      loading,
      trouble: () => trouble(feed.error, () => location.reload()),
      nothing: () => empty('search', says.nothing, says.nothingWords),
      empty: () => empty('inbox', says.empty, says.emptyWords, this.#session.example && codeBox('curl', this.#session.example)),
    }[what]());
  }
}

function stateOf(feed) {
  if (feed.paused) {
    return 'paused';
  }
  if (feed.kafka.kafka === 'unreachable') {
    return 'unreachable';
  }
  if (feed.connection.state === 'open') {
    return feed.searching ? 'searching' : 'live';
  }
  return feed.connection.state;
}
