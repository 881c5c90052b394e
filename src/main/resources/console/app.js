import {announce, liveRegions} from './announce.js';
import {get} from './api.js';
import {h, put, say, svg} from './dom.js';
import {help, keysAreOn} from './help.js';
import {icon} from './icons.js';
import {DeadLettersPage} from './dead-letters.js';
import {LivePage} from './live.js';
import {iconButton, trouble} from './components.js';
import {go, watch} from './address.js';
import {RefusalsPage} from './refusals.js';
import {StoryPage} from './story.js';
import {StatusStrip} from './status-strip.js';
import {WayPage} from './way.js';
import {words} from './words.js';

// The frame of the console: one bar for all pages, and below it one page at a time.

const PAGES = {
  '/console': ['live', LivePage],
  '/console/story': ['story', StoryPage],
  '/console/way': ['way', WayPage],
  '/console/refusals': ['refusals', RefusalsPage],
  '/console/dead-letters': ['deadLetters', DeadLettersPage],
};
const GO = {l: '/console', s: '/console/story', w: '/console/way', r: '/console/refusals', d: '/console/dead-letters'};
const THEMES = ['system', 'light', 'dark'];

const main = h('main', {id: 'page', tabindex: '-1'});
const strip = new StatusStrip();
const deadLetterCount = h('span', {class: 'tag bad', hidden: true});
const links = Object.entries(PAGES).map(([path, [name]]) => h('a', {href: path}, icon(name), h('span', {}, words.pages[name]), name === 'deadLetters' && deadLetterCount));
let session = {};
let page = null;
let shown = null;
let after = 0;

function bar() {
  const themeButton = iconButton('', 'system', () => theme(1), {class: 'quiet round theme'});
  return h('header', {class: 'top'},
      h('a', {class: 'brand', href: '/console', 'aria-label': words.product},
          svg('svg', {viewBox: '0 0 32 32', 'aria-hidden': 'true'}, svg('path', {d: 'M6 22V11M26 22V11M6 12c4 7 16 7 20 0M6 19h20M12 15.6V19M16 16.8V19M20 15.6V19'})),
          h('span', {}, words.product)),
      h('nav', {class: 'tabs-main', 'aria-label': words.nav}, links),
      h('div', {class: 'end'}, strip.element, themeButton, iconButton(words.help.open, 'help', () => help(session), {class: 'quiet round help-button'})));
}

/** Switches to the next theme, or shows the present one. */
function theme(step) {
  const root = document.documentElement;
  const now = THEMES[(THEMES.indexOf(root.dataset.theme ?? 'system') + step) % THEMES.length];
  if (now === 'system') {
    delete root.dataset.theme;
  } else {
    root.dataset.theme = now;
  }
  if (step) {
    try {
      localStorage.setItem('console.theme', now);
    } catch {
      // If the browser cannot store the choice, it applies to this page.
    }
    announce(words.theme[now]);
    dispatchEvent(new Event('theme'));
  }
  const button = document.querySelector('.theme');
  put(button, icon(now));
  button.setAttribute('aria-label', words.theme[now]);
  button.title = words.theme[now];
}

function show() {
  const path = location.pathname.replace(/\/$/, '');
  const [name, Page] = PAGES[path] ?? PAGES['/console'];
  if (shown === path) {
    page.address();
    return;
  }
  page?.close();
  shown = path;
  page = new Page(session);
  document.title = `${page.title} · ${words.product}`;
  document.body.classList.toggle('fixed', Boolean(page.fixed));
  Object.keys(PAGES).forEach((one, i) => links[i].toggleAttribute('aria-current', false) || (one === path && links[i].setAttribute('aria-current', 'page')));
  main.className = `page-${name}`;
  put(main, page.content);
  scrollTo(0, 0);
  page.open();
}

/** Follows a link of the console without loading a new document. */
function follow(event) {
  const link = event.target.closest?.('a[href^="/console"]');
  if (link && !link.hasAttribute('download') && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    go(link.getAttribute('href'));
    main.focus({preventScroll: true});
  }
}

function key(event) {
  const typing = event.target.closest?.('input, select, textarea, dialog, .panel');
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || (typing && event.key !== 'Escape') || !keysAreOn()) {
    return;
  }
  if (event.key === 'Enter' && event.target.closest?.('button, a, [role="tab"]')) {
    return;
  }
  const chord = event.timeStamp - after < 1200;
  after = event.key === 'g' ? event.timeStamp : 0;
  const own = {'?': () => help(session), t: () => theme(1)};
  const act = chord && GO[event.key] ? () => go(GO[event.key]) : own[event.key] ?? page?.keys?.[event.key];
  if (act) {
    if (event.key !== 'Escape') {
      event.preventDefault();
    }
    act();
  }
}

async function begin() {
  put(document.body, h('a', {class: 'skip', href: '#page'}, words.skip), bar(), main, liveRegions);
  theme(0);
  document.addEventListener('click', follow);
  document.addEventListener('keydown', key);
  try {
    session = await get('session');
  } catch (error) {
    put(main, trouble(error, () => location.reload()));
    return;
  }
  strip.onWay = ({deadLetters}) => {
    deadLetterCount.hidden = !deadLetters?.count;
    say(deadLetterCount, deadLetters?.count ? String(deadLetters.count) : '');
  };
  watch(show);
  show();
  strip.open();
}

begin();
