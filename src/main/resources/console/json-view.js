import {h} from './dom.js';

const MOST_NODES = 4000;
const KINDS = {string: 'string', number: 'number', boolean: 'word', object: 'word'};

/** A value that may be JSON in a text: what it says, or else the text. */
export function read(value) {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

/** A value as indented JSON in which names and kinds are told apart; what is no JSON stays text. */
export function jsonView(value) {
  if (typeof value === 'string') {
    return [value];
  }
  const out = [];
  write(value, '', out);
  // Very many would make the page slow, and nobody reads them by colour.
  return out.length > MOST_NODES ? [JSON.stringify(value, null, 2)] : out;
}

function write(value, indent, out) {
  if (value === null || typeof value !== 'object') {
    out.push(h('span', {class: `json-${KINDS[typeof value]}`}, JSON.stringify(value)));
    return;
  }
  const list = Array.isArray(value);
  const items = Object.entries(value);
  if (items.length === 0) {
    out.push(list ? '[]' : '{}');
    return;
  }
  out.push(list ? '[\n' : '{\n');
  items.forEach(([name, one], i) => {
    out.push(`${indent}  `);
    if (!list) {
      out.push(h('span', {class: 'json-name'}, JSON.stringify(name)), ': ');
    }
    write(one, `${indent}  `, out);
    out.push(i < items.length - 1 ? ',\n' : '\n');
  });
  out.push(indent + (list ? ']' : '}'));
}

export const asText = (value) => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));
