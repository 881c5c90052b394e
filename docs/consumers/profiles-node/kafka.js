import { createRequire } from 'node:module'

// kafkajs 2.2.4, its last release, has two faults that appear with topics like these. Both are fixed here.
const require = createRequire(import.meta.url)

// Compaction removes records but keeps their batches. If a batch has no record at its end, kafkajs would request that
// end again and again (https://github.com/tulios/kafkajs/issues/1072). A control record, which is never shown, takes
// the place of the missing one.
patch('kafkajs/src/protocol/recordBatch/v0/decoder.js', (decode) => async (bytes) => {
  const batch = await decode(bytes)
  const offset = String(BigInt(batch.firstOffset) + BigInt(batch.lastOffsetDelta))
  if (batch.records.at(-1)?.offset !== offset) {
    batch.records.push({ offset, isControlRecord: true, batchContext: batch })
  }
  return batch
})

// kafkajs assumes that the broker's list of aborted transactions is sorted, and shows records of overlapping
// transactions. It handles each single transaction correctly.
patch('kafkajs/src/consumer/filterAbortedMessages.js', (filter) => ({ messages, abortedTransactions }) =>
  (abortedTransactions ?? []).reduce((left, one) => filter({ messages: left, abortedTransactions: [one] }), messages),
)

export const { Kafka, logLevel } = require('kafkajs')

function patch(module, better) {
  const original = require(module)
  require.cache[require.resolve(module)].exports = better(original)
}
