import {get, post} from './api.js';
import {dialog} from './dialog.js';
import {h, put, say} from './dom.js';
import {count} from './format.js';
import {button, loading, notice, trouble} from './components.js';
import {words} from './words.js';

const says = words.deadLetters;
const LOOK = 250;
const PATIENCE = 1200;

/** Asks for confirmation, and then sends one dead letter again. */
export function sendOne(deadLetter, done) {
  const box = open(says.askOne, done);
  box.ask(1, {ids: [deadLetter.id]});
}

/** Counts the matching letters, asks for confirmation, and then sends all of them again. */
export async function sendMatching(filter, done) {
  const box = open(says.sendAll, done);
  box.show([loading()]);
  try {
    const {count: found, bound, complete} = await get('dead-letters/count', {...filter, state: 'waiting'});
    if (found === 0) {
      box.show([h('p', {}, says.noneMatch)]);
    } else if (found > bound) {
      box.show([notice('wait', 'alert', says.tooMany(count(found), count(bound)))]);
    } else if (complete === false) {
      box.show([notice('wait', 'alert', says.unsure)]);
    } else {
      box.ask(found, {filter: {...filter, state: 'waiting'}, expect: found});
    }
  } catch (error) {
    box.show([trouble(error)]);
  }
}

function open(title, done) {
  const body = h('div', {class: 'resend'});
  const foot = h('div', {class: 'foot'});
  let closed = false;
  const element = dialog(title, body, foot, () => {
    closed = true;
    done();
  });
  const close = (label) => button(label, () => element.close());
  const box = {
    show(content, ...buttons) {
      put(body, content);
      put(foot, buttons.length > 0 ? buttons : close(says.close2));
    },
    ask(many, request) {
      const send = button(says.confirm(count(many)), () => run(box, request, () => closed), {kind: 'primary', glyph: 'resend'});
      box.show([h('p', {class: 'question'}, many === 1 ? says.askOne : says.askMany(count(many))), h('p', {class: 'soft'}, says.askWords), h('p', {class: 'soft'}, says.askReason)], close(says.cancel), send);
      send.focus();
    },
    close,
  };
  return box;
}

async function run(box, request, closed) {
  const fill = h('i');
  const text = h('p', {role: 'status', class: 'number'});
  box.show([h('div', {class: 'bar', 'aria-hidden': 'true'}, fill), text], box.close(says.close2));
  try {
    const {job, total} = await post('dead-letters/resend', request);
    let state = {state: 'running', total, sent: 0, failed: 0};
    for (let looks = 0; state.state === 'running' && looks < PATIENCE && !closed(); looks++) {
      const {sent, failed} = state;
      fill.style.width = `${(100 * (sent + failed)) / Math.max(1, total)}%`;
      say(text, says.running(count(sent), count(total)));
      await new Promise((later) => setTimeout(later, LOOK));
      state = await get(`dead-letters/jobs/${encodeURIComponent(job)}`);
    }
    box.show(result(state));
  } catch (error) {
    box.show([trouble(error)]);
  }
}

function result({state, sent, failed, failures = [], sentence}) {
  return [
    notice(failed > 0 || state === 'stopped' ? 'wait' : '', failed > 0 || state === 'stopped' ? 'alert' : 'check', h('b', {role: 'status'}, says.done(count(sent))), state === 'stopped' && h('p', {}, sentence || says.stopped), failed > 0 && h('p', {}, says.failed(count(failed)))),
    failures.length > 0 && h('ul', {class: 'failures small'}, failures.map(({id, sentence}) => h('li', {}, h('bdi', {class: 'mono'}, id), h('p', {class: 'soft'}, sentence)))),
  ];
}
