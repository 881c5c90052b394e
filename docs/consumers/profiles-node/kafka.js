import { createRequire } from 'node:module'

// kafkajs 2.2.4, its last release, has two faults that topics like these bring out. Both are fixed here.
const require = createRequire(import.meta.url)

// Compaction takes records away, and leaves their batches. After a batch with nothing at its end, kafkajs would ask for
// that end again and again (https://github.com/tulios/kafkajs/issues/1072). A record that is never shown stands for it.
patch('kafkajs/src/protocol/recordBatch/v0/decoder.js', (decode) => async (bytes) => {
  const batch = await decode(bytes)
  const offset = String(BigInt(batch.firstOffset) + BigInt(batch.lastOffsetDelta))
  if (batch.records.at(-1)?.offset !== offset) {
    batch.records.push({ offset, isControlRecord: true, batchContext: batch })
  }
  return batch
})

// kafkajs takes the broker's list of aborted transactions for sorted, and shows records of some that overlap. Each for
// itself it treats right.
patch('kafkajs/src/consumer/filterAbortedMessages.js', (filter) => ({ messages, abortedTransactions }) =>
  (abortedTransactions ?? []).reduce((left, one) => filter({ messages: left, abortedTransactions: [one] }), messages),
)

export const { Kafka, logLevel } = require('kafkajs')

function patch(module, better) {
  const original = require(module)
  require.cache[require.resolve(module)].exports = better(original)
}
