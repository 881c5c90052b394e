import {announce} from './announce.js';
import {get} from './api.js';
import {h, put, say} from './dom.js';
import {count, day, dayKey, full, moment, seconds} from './format.js';
import {icon, kindOf} from './icons.js';
import {button, empty, head, loading, notice, trouble} from './components.js';
import {here, linkTo} from './address.js';
import {profileView} from './profile.js';
import {sentence} from './sentence.js';
import {pickGroup} from './story-pick.js';
import {Stream} from './stream.js';
import {words} from './words.js';

const says = words.story;
const SHOWN = 300;
const MOST = 5000;
const PROFILE_LATER = 700;

/** The page with the events of one group and its present profile. */
export class StoryPage {
  title = says.title;
  keys = {};
  #session;
  #stream = null;
  #entries = new Map();
  #shown = SHOWN;
  #profile = h('aside', {class: 'card detail profile-card', 'aria-label': says.profile});
  #list = h('div', {class: 'timeline'});
  #progress = h('p', {class: 'story-progress soft small', role: 'status'});
  #body = h('div');
  #timer = 0;
  #drawing = 0;
  #searching = null;
  #letGo = false;
  #asked = '';
  #abort = new AbortController();

  constructor(session) {
    this.#session = session;
    this.content = [head(says.title, says.lead), this.#body];
  }

  open() {
    this.address();
  }

  close() {
    this.#stream?.close();
    this.#abort.abort();
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#drawing);
  }

  address() {
    const asked = location.search;
    if (asked === this.#asked && this.#body.childElementCount > 0) {
      return;
    }
    this.#asked = asked;
    this.close();
    this.#abort = new AbortController();
    this.#entries.clear();
    this.#letGo = false;
    this.#shown = SHOWN;
    const {app, group, topicId} = this.#which();
    if (!group) {
      put(this.#body, pickGroup(this.#session));
      return;
    }
    put(this.#list, loading());
    put(this.#profile, loading());
    put(this.#body, h('div', {class: 'split open story-split'}, h('section', {class: 'card story-card', 'aria-labelledby': 'changes'},
        h('header', {}, h('h2', {id: 'changes'}, says.changes), this.#progress, h('a', {class: 'button small', href: '/console/story'}, icon('search'), says.another)), this.#list), this.#profile));
    this.#searching = {searched: 0, reached: null};
    this.#askProfile();
    this.#stream = new Stream('story/stream', {app, group, topicId}, {
      entries: ({entries}) => this.#take(entries),
      progress: (progress) => this.#found(progress),
      done: (done) => this.#done(done),
      connection: ({state, error}) => state === 'lost' && error && this.#entries.size === 0 && put(this.#list, trouble(error)),
    }).open();
  }

  #which() {
    const query = here();
    return {app: query.get('app') || this.#session.apps?.[0] || '', group: query.get('group'), topicId: query.get('topicId') || undefined};
  }

  async #askProfile() {
    const {app, group, topicId} = this.#which();
    try {
      const {profile, profileSays} = await get('story', {app, group, limit: 1}, this.#abort.signal);
      put(this.#profile, profile ? profileView(profile, topicId) : [h('header', {class: 'profile-top'}, h('h2', {}, says.profile), h('p', {class: 'soft small'}, h('bdi', {class: 'mono break'}, group))), notice('', 'help', profileSays || says.ended)]);
      if (profile?.name) {
        document.title = `${profile.name} · ${words.product}`;
      }
    } catch (error) {
      if (error.name !== 'AbortError') {
        put(this.#profile, trouble(error, () => this.#askProfile()));
      }
    }
  }

  #take(entries) {
    entries.forEach((entry) => this.#entries.set(entry.id, entry));
    if (!this.#searching) {
      entries.slice(-1).forEach((entry) => announce(entry.sentence));
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#askProfile(), PROFILE_LATER);
    }
    if (this.#entries.size > 2 * MOST) {
      this.#newest();
    }
    this.#soon();
  }

  #found(progress) {
    this.#searching = progress;
    say(this.#progress, progress.reached ? says.searching(count(progress.searched), moment(progress.reached)) : words.trouble.busy);
  }

  #done({complete, reachedBack}) {
    const {searched} = this.#searching ?? {searched: 0};
    this.#searching = null;
    say(this.#progress, complete === false ? (reachedBack ? says.partial(moment(reachedBack)) : '') : searched ? says.done(count(searched)) : '');
    this.#soon();
  }

  #soon() {
    if (!this.#drawing) {
      this.#drawing = requestAnimationFrame(() => {
        this.#drawing = 0;
        this.#draw();
      });
    }
  }

  /** The newest entries first. The oldest above a maximum number are dropped. */
  #newest() {
    const rows = [...this.#entries.values()].sort((a, b) => (a.time === b.time ? (b.sequence ?? 0) - (a.sequence ?? 0) : a.time < b.time ? 1 : -1));
    for (const {id} of rows.splice(MOST)) {
      this.#entries.delete(id);
      this.#letGo = true;
    }
    return rows;
  }

  #draw() {
    const rows = this.#newest();
    if (rows.length === 0) {
      put(this.#list, this.#searching ? loading() : empty('story', says.nothing, says.nothingWords));
      return;
    }
    const days = [];
    for (const row of rows.slice(0, this.#shown)) {
      const key = dayKey(row.time);
      if (days.at(-1)?.key !== key) {
        days.push({key, rows: []});
      }
      days.at(-1).rows.push(row);
    }
    put(this.#list,
        days.map(({rows: ones}) => h('section', {}, h('h3', {}, day(ones[0].time)), h('ol', {}, ones.map((one) => this.#item(one))))),
        rows.length > this.#shown && button(words.live.olderButton, () => {
          this.#shown += SHOWN;
          this.#draw();
        }, {kind: 'quiet'}),
        rows.length <= this.#shown && this.#letGo && h('p', {class: 'soft small'}, says.letGo(count(MOST))));
  }

  #item(entry) {
    const kind = kindOf(entry);
    return h('li', {},
        h('span', {class: `kind ${kind}`}, icon(kind, 14)),
        h('p', {class: 'say'}, sentence(entry), entry.deadLetterReason && [' ', h('span', {class: 'tag bad'}, entry.deadLetterReason)]),
        h('a', {class: 'when', href: linkTo('/console', {app: entry.sdkAppId, group: entry.groupId, event: entry.id}), title: full(entry.time)}, h('time', {datetime: entry.time}, seconds(entry.time))));
  }
}
