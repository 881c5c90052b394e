import {dialog} from './dialog.js';
import {h} from './dom.js';
import {inUtc, showUtc} from './format.js';
import {codeBox} from './components.js';
import {words} from './words.js';

const says = words.help;
const KEY = 'console.keys';

/** Whether single keys are shortcuts. A person who controls the browser by speech may not want that. */
export function keysAreOn() {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return true;
  }
}

const box = (label, on, changed) => {
  const input = h('input', {type: 'checkbox', on: {change: () => changed(input.checked)}});
  input.checked = on;
  return h('label', {class: 'tick'}, input, h('span', {}, label));
};

/** Shows what the keys do, and the settings. */
export function help(session) {
  dialog(says.title, [
    h('h3', {}, says.keys),
    h('dl', {class: 'keys'}, says.rows.map(([keys, what]) => h('div', {}, h('dt', {}, keys.map((key) => h('kbd', {}, key))), h('dd', {}, what)))),
    h('div', {},
        box(says.off, keysAreOn(), (on) => localStorage.setItem(KEY, on ? 'on' : 'off')),
        box(says.time, inUtc(), (on) => {
          showUtc(on);
          location.reload();
        })),
    codeBox(says.tail, 'java -jar quarkus-run.jar tail --from 10m'),
    h('p', {class: 'small soft'}, `${words.product} ${session?.version ?? ''}`),
    h('span'),
  ]);
}
