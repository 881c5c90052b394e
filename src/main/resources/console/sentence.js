import {h} from './dom.js';

const KINDS = new Set(['person', 'group', 'topic', 'value', 'id']);

/** A sentence as text and emphasised words. Each of these is isolated: what it holds turns no other word around. */
export function sentence(entry) {
  return (entry.parts ?? [{text: entry.sentence ?? entry.command ?? ''}]).map(({text, is}) =>
      (KINDS.has(is) ? h('bdi', {class: `is-${is}`}, text) : text));
}

/** The command in short, as the vendor's own pages call it. */
export const shortCommand = (command) => (command ?? '').replace(/^.*\./, '').replace(/^Callback/, '');

/** The family of a command: what stands before the dot. */
export const familyOf = (command) => (command.includes('.') ? command.slice(0, command.indexOf('.')) : '');
