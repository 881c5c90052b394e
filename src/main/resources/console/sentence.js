import {h} from './dom.js';

const KINDS = new Set(['person', 'group', 'topic', 'value', 'id']);

/**
 * A sentence as text and emphasised words. Each emphasised word is isolated, so that its content does not change the
 * direction of other words.
 */
export function sentence(entry) {
  return (entry.parts ?? [{text: entry.sentence ?? entry.command ?? ''}]).map(({text, is}) =>
      (KINDS.has(is) ? h('bdi', {class: `is-${is}`}, text) : text));
}

/** The short name of a command, which the vendor's own pages use. */
export const shortCommand = (command) => (command ?? '').replace(/^.*\./, '').replace(/^Callback/, '');

/** The family of a command: the part before the dot. */
export const familyOf = (command) => (command.includes('.') ? command.slice(0, command.indexOf('.')) : '');
