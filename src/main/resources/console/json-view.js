import {h} from './dom.js';

const MOST_NODES = 4000;
const KINDS = {string: 'string', number: 'number', boolean: 'word', object: 'word'};

/** Reads a value that may be JSON in a string; returns the string if it is not JSON. */
export function read(value) {
  try {
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return value;
  }
}

/** Shows a value as indented JSON with colours for names and types. A string stays text. */
export function jsonView(value) {
  if (typeof value === 'string') {
    return [value];
  }
  const out = [];
  write(value, '', out);
  // Very many nodes would make the page slow, and the colours would not help anybody.
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
