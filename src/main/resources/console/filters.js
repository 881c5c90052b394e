import {h, put, say} from './dom.js';
import {icon} from './icons.js';
import {popover} from './popover.js';
import {familyOf, shortCommand} from './sentence.js';
import {words} from './words.js';

const TYPING = 350;
const says = words.filters;
const LABELS = {text: [says.text, says.textHint], group: [says.group, says.groupHint], topicId: [says.topicId, says.topicHint], operator: [says.operator, says.operatorHint]};

/**
 * One bar for all filters. Typed text counts after a moment, or at once with Enter.
 *
 * @param names the names of the filters
 * @param more fields of the page itself, placed before the filters
 */
export class Filters {
  #values;
  #changed;
  #fields = new Map();
  #clear = h('button', {type: 'button', class: 'quiet slim clear', on: {click: () => this.#reset()}}, says.clear);
  #count = h('span', {class: 'tag accent'});

  constructor({names, values, session, changed, more = []}) {
    this.#values = values;
    this.#changed = changed;
    const fields = names.map((name) => this.#make(name, session)).filter(Boolean);
    const bar = h('div', {class: 'filters'}, more, fields, this.#clear);
    const toggle = h('button', {type: 'button', class: 'filters-toggle', 'aria-expanded': 'false', on: {click: () => {
      const open = this.element.classList.toggle('open');
      toggle.setAttribute('aria-expanded', open);
    }}}, icon('filter'), says.button, this.#count);
    this.element = h('search', {class: 'filters-box', 'aria-label': says.legend}, toggle, bar);
    this.#reflect();
  }

  /** Takes over the values from the address. */
  take(values) {
    this.#values = values;
    this.#reflect();
  }

  /** Puts the cursor into the text filter. */
  focus() {
    this.element.classList.add('open');
    this.#fields.get('text')?.input.select();
    this.#fields.get('text')?.input.focus();
  }

  #make(name, session) {
    if (name === 'command') {
      return this.#commands(session?.commands ?? []);
    }
    if (name === 'app') {
      return (session?.apps ?? []).length > 1 ? this.#apps(session.apps) : null;
    }
    const [label, hint] = LABELS[name];
    let timer = 0;
    const now = () => {
      clearTimeout(timer);
      this.#set(name, input.value.trim());
    };
    const input = h('input', {type: 'text', placeholder: hint, id: `filter-${name}`, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', maxlength: '200', on: {
      input: () => {
        clearTimeout(timer);
        timer = setTimeout(now, TYPING);
        this.#mark(name, input.value.trim() !== '');
      },
      change: now,
      keydown: (event) => event.key === 'Enter' && now(),
    }});
    const clear = h('button', {type: 'button', class: 'x', 'aria-label': says.clearOne(label), on: {click: () => {
      input.value = '';
      now();
      input.focus();
    }}}, icon('close', 12));
    const field = h('div', {class: ['field', name === 'text' && 'wide']}, h('label', {for: input.id}, label), input, clear);
    this.#fields.set(name, {field, input, reflect: (value) => document.activeElement !== input && (input.value = value)});
    return field;
  }

  #apps(apps) {
    const select = h('select', {id: 'filter-app', on: {change: () => this.#set('app', select.value)}}, h('option', {value: ''}, says.apps), apps.map((app) => h('option', {value: app}, app)));
    const field = h('div', {class: 'field'}, h('label', {for: select.id}, says.app), select);
    this.#fields.set('app', {field, input: select, reflect: (value) => (select.value = value)});
    return field;
  }

  #commands(all) {
    const value = h('span', {class: 'value'});
    const open = h('button', {type: 'button', class: 'pick'}, h('span', {class: 'label'}, says.command), value, icon('down', 12));
    const field = h('div', {class: 'field pickfield'}, popover(open, says.command, () => commandPanel(all, this.#values.command ?? [], (chosen) => this.#set('command', chosen))));
    this.#fields.set('command', {field, input: open, reflect: (chosen) =>
      say(value, chosen.length === 0 ? says.any : chosen.length === 1 ? shortCommand(chosen[0]) : says.some(chosen.length))});
    return field;
  }

  #set(name, value) {
    if (String(this.#values[name] ?? '') !== String(value)) {
      this.#values = {...this.#values, [name]: value};
      this.#reflect();
      this.#changed(this.#values, name);
    }
  }

  #reset() {
    this.#values = Object.fromEntries([...this.#fields.keys()].map((name) => [name, name === 'command' ? [] : '']));
    this.#fields.forEach(({input}) => 'value' in input && input.tagName !== 'BUTTON' && (input.value = ''));
    this.#reflect();
    this.#changed(this.#values, null);
  }

  #reflect() {
    let on = 0;
    for (const [name, {reflect}] of this.#fields) {
      const value = this.#values[name] ?? (name === 'command' ? [] : '');
      reflect(value);
      const set = value.length > 0;
      on += set;
      this.#mark(name, set);
    }
    this.#clear.hidden = on === 0;
    this.#count.hidden = on === 0;
    say(this.#count, String(on));
  }

  #mark(name, on) {
    this.#fields.get(name).field.classList.toggle('on', on);
  }
}

/** Checkboxes for all commands, grouped by family. */
function commandPanel(all, chosen, changed) {
  const ticked = new Set(chosen);
  const list = h('div', {class: 'ticks', role: 'group', 'aria-label': says.command});
  const tick = (command) => {
    const box = h('input', {type: 'checkbox', on: {change: () => {
      ticked[box.checked ? 'add' : 'delete'](command);
      changed([...ticked]);
    }}});
    box.checked = ticked.has(command);
    return h('label', {class: 'tick'}, box, h('span', {}, shortCommand(command)));
  };
  const draw = (text) => {
    const found = all.filter((command) => command.toLowerCase().includes(text.trim().toLowerCase()));
    const families = grouped(found);
    put(list, [...families].map(([family, commands]) => [family && h('div', {class: 'family'}, family), commands.map(tick)]), found.length === 0 && h('p', {class: 'soft small'}, says.noCommand));
  };
  const find = h('input', {type: 'search', 'aria-label': says.findCommand, placeholder: says.findCommand, autocomplete: 'off', on: {input: () => draw(find.value)}});
  draw('');
  return [find, list];
}

function grouped(commands) {
  const families = new Map();
  for (const command of commands) {
    families.set(familyOf(command), [...(families.get(familyOf(command)) ?? []), command]);
  }
  return families;
}
