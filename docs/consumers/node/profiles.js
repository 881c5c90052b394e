/**
 * The state that the events describe: the profiles of groups and topics, and the number of events of each group.
 *
 * The order of the events does not matter, and an event that is applied twice counts once. This class does not use
 * Kafka.
 */
export class Profiles {
  // A crash of the bridge repeats at most 10,000 events. Older ids are deleted. An event that is repeated later than
  // that is counted again, and changes nothing else.
  static #IDS = 50_000
  static #CHANGES = ['name', 'introduction', 'notification', 'faceUrl']

  #ids
  #events
  #lives

  /** @param kept the result of toJSON, or nothing */
  constructor(kept = { ids: [], events: [], lives: [] }) {
    this.#ids = new Set(kept.ids)
    this.#events = new Map(kept.events)
    this.#lives = new Map(kept.lives.map(([key, life]) => [key, { ...life, fields: new Map(life.fields) }]))
  }

  /** Everything that is needed to continue later. */
  toJSON() {
    const lives = [...this.#lives].map(([key, life]) => [key, { ...life, fields: [...life.fields] }])
    return { ids: [...this.#ids], events: [...this.#events], lives }
  }

  /** The present profiles. A missing field was never in an event; "" was cleared. */
  current() {
    const all = [...this.#lives.values()].map((life) => {
      const parent = this.#lives.get(key(life.groupId, ''))
      const fields = [...life.fields].filter(([, { stamp }]) => alive(life, stamp) && (!parent || alive(parent, stamp)))
      return { groupId: life.groupId, topicId: life.topicId, fields: fields.map(([name, { value }]) => [name, value]) }
    })
    // Pairs and not an object, because a custom field may have any name, even "__proto__".
    return all.filter(({ fields }) => fields.length > 0)
  }

  /**
   * @param id ce_id
   * @param stamp decides which event is newer: compared as text
   * @param event the value of the record
   * @returns a message for the log, or nothing
   */
  apply(id, stamp, event) {
    if (this.#ids.has(id)) {
      return undefined
    }
    this.#ids.add(id)
    if (this.#ids.size > Profiles.#IDS) {
      this.#ids.delete(this.#ids.values().next().value)
    }
    const group = event.groupId ?? ''
    this.#events.set(group, (this.#events.get(group) ?? 0) + 1)
    return this.#tell(stamp, event)
  }

  #tell(stamp, { command, groupId = '', topicId = '', topicIds = [], changes = {}, customFields = {} }) {
    switch (command) {
      case 'Group.CallbackAfterCreateGroup':
        this.#created(groupId, '', stamp)
        return this.#changed(groupId, '', stamp, changes, customFields)
      case 'Group.CallbackAfterGroupInfoChanged':
        return this.#changed(groupId, '', stamp, changes, customFields)
      case 'Group.CallbackAfterGroupDestroyed':
        return this.#ended(groupId, '', stamp)
      case 'Group.CallbackAfterCreateTopic':
      case 'Group.CallbackAfterTopicInfoChanged':
        if (!topicId) {
          // The vendor does not promise the topic's id. Without the id, this event is not a change of the group!
          return 'of no known topic'
        }
        if (command === 'Group.CallbackAfterCreateTopic') {
          this.#created(groupId, topicId, stamp)
        }
        return this.#changed(groupId, topicId, stamp, changes, customFields)
      case 'Group.CallbackAfterTopicDestroyed':
        return topicIds.filter((id) => id).forEach((id) => this.#ended(groupId, id, stamp))
      default:
        return 'of a command that is not for us'
    }
  }

  #changed(groupId, topicId, stamp, changes, customFields) {
    const { fields } = this.#life(groupId, topicId)
    const told = [
      ...Profiles.#CHANGES.map((name) => [name, changes[name]]),
      // The custom fields in the event have changed; all others stay.
      ...Object.entries(customFields).map(([name, value]) => [`custom:${name}`, value]),
    ]
    for (const [name, value] of told) {
      // Missing: unchanged. Empty: cleared. Older than the known value: ignored.
      if (typeof value === 'string' && stamp > (fields.get(name)?.stamp ?? '')) {
        fields.set(name, { value, stamp })
      }
    }
  }

  #created(groupId, topicId, stamp) {
    const life = this.#life(groupId, topicId)
    life.created = stamp > life.created ? stamp : life.created
  }

  #ended(groupId, topicId, stamp) {
    const life = this.#life(groupId, topicId)
    life.ended = stamp > life.ended ? stamp : life.ended
  }

  #life(groupId, topicId) {
    const known = this.#lives.get(key(groupId, topicId))
    const life = known ?? { groupId, topicId, created: '', ended: '', fields: new Map() }
    this.#lives.set(key(groupId, topicId), life)
    return life
  }
}

/** The topic of a group's own profile is ''. */
function key(groupId, topicId) {
  return JSON.stringify([groupId, topicId])
}

/**
 * An ended group or topic shows nothing, however late a change comes. If it is created again, it shows the values that
 * are newer than the end.
 */
function alive({ created, ended }, stamp) {
  return ended === '' || (created > ended && stamp > ended)
}
