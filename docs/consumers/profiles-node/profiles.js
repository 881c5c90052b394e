import { randomUUID } from 'node:crypto'

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The present profiles of all groups (or topics), as im-kafka-bridge publishes them: a map that is correct once it is
 * complete, and stays correct.
 */
export class Profiles {
  #resolve
  #ends = new Map()
  #next = new Map()

  /** Profiles by their key. Until the map is complete, parts of it may be long out of date. */
  map = new Map()

  /** Resolves when everything was read that was in Kafka at the start. */
  complete = new Promise((resolve) => (this.#resolve = resolve))

  /**
   * Starts to read. The consumer group is new and nothing is committed, so every start of every instance reads
   * everything.
   *
   * @param changed is called for each change once the map is complete, with the key and the profile; null if it has
   *     ended
   */
  async read(kafka, topic, changed = () => {}) {
    const admin = kafka.admin()
    await admin.connect()
    const offsets = await admin.fetchTopicOffsets(topic)
    await admin.disconnect()
    offsets.forEach(({ partition, high }) => this.#ends.set(partition, BigInt(high)))
    offsets.forEach(({ partition, low }) => this.#passed(partition, BigInt(low)))
    // The bridge writes profiles in transactions. Records of aborted transactions must stay hidden.
    const group = { groupId: `profiles-${randomUUID()}`, readUncommitted: false, allowAutoTopicCreation: false }
    const consumer = kafka.consumer(group)
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) =>
      this.#passed(partition, BigInt(lastOffset) + 1n),
    )
    await consumer.connect()
    await consumer.subscribe({ topic, fromBeginning: true })
    await consumer.run({ autoCommit: false, eachBatch: async ({ batch }) => this.#take(batch, changed) })
    return consumer
  }

  #take({ topic, partition, messages }, changed) {
    for (const { key, value, offset } of messages) {
      const [name, profile] = [key.toString(), value === null ? null : parse(value)]
      if (BigInt(offset) < (this.#next.get(partition) ?? 0n)) {
        // kafkajs starts again from the beginning after it was removed from its group. The map does not go back.
      } else if (profile === undefined) {
        console.error(`skipped, no profile: ${topic}, partition ${partition}, offset ${offset}`)
      } else if (profile === null ? this.map.delete(name) : this.map.set(name, profile)) {
        // A profile replaces the former one completely. Null: the group has ended, and perhaps was never known.
        this.#ends.size === 0 && changed(name, profile)
      }
    }
  }

  #passed(partition, next) {
    if (next > (this.#next.get(partition) ?? -1n)) {
      this.#next.set(partition, next)
    }
    if (next >= (this.#ends.get(partition) ?? next)) {
      this.#ends.delete(partition)
    }
    if (this.#ends.size === 0) {
      this.#resolve(this.map)
    }
  }
}

/** The profile; undefined if the value is not a JSON object. */
function parse(value) {
  try {
    const profile = JSON.parse(UTF_8.decode(value))
    return profile !== null && typeof profile === 'object' && !Array.isArray(profile) ? profile : undefined
  } catch {
    return undefined
  }
}
