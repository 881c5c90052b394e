import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'
import { Profiles } from './profiles.js'

const { KAFKA_BOOTSTRAP_SERVERS = 'localhost:9092', TOPIC_PREFIX = 'im', GROUP = 'profiles-node', FILE = 'profiles.json' } =
  process.env

const NAMES = [
  'group.after-create-group',
  'group.after-group-info-changed',
  'group.after-group-destroyed',
  'group.after-create-topic',
  'group.after-topic-info-changed',
  'group.after-topic-destroyed',
  'unknown',
]
const TOPICS = process.env.TOPICS?.split(',') ?? NAMES.map((name) => `${TOPIC_PREFIX}.${name}`)

const profiles = new Profiles(existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')).kept : undefined)

// kafkajs logs an error each time it tries again. The failure that ends its attempts is printed below.
const kafka = new Kafka({ clientId: GROUP, brokers: KAFKA_BOOTSTRAP_SERVERS.split(','), logLevel: logLevel.NOTHING })
const consumer = kafka.consumer({ groupId: GROUP, sessionTimeout: 10_000, allowAutoTopicCreation: false })
const admin = kafka.admin()

consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
  console.error(`${error.message}${restart ? ', beginning again' : ''}`)
  if (!restart) {
    process.exit(1)
  }
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await consumer.disconnect()
    process.exit(0)
  })
}

await Promise.all([consumer.connect(), admin.connect()]).catch((error) => {
  console.error(`Kafka does not answer at ${KAFKA_BOOTSTRAP_SERVERS}: ${error.message}`)
  process.exit(1)
})

// A topic is created with its first event: look for new topics, and leave their creation to the bridge.
const read = new Set()
for (;;) {
  const existing = await admin.listTopics()
  const topics = TOPICS.filter((topic) => existing.includes(topic) && !read.has(topic))
  if (topics.length > 0) {
    topics.forEach((topic) => read.add(topic))
    await consumer.stop()
    // A new group begins with the oldest event that Kafka has.
    await consumer.subscribe({ topics, fromBeginning: true })
    await consumer.run({ eachBatch })
  }
  await setTimeout(5_000)
}

/**
 * Write the file first, and commit to Kafka when this function returns. If the process is killed in between, it reads
 * the events again and recognizes their ids.
 */
async function eachBatch({ batch }) {
  for (const message of batch.messages) {
    const said = apply(message)
    if (said) {
      console.error(`${said}: ${batch.topic}, partition ${batch.partition}, offset ${message.offset}`)
    }
  }
  // The file is replaced as a whole, or not at all.
  writeFileSync(`${FILE}.new`, JSON.stringify({ profiles: profiles.current(), kept: profiles }, null, 1))
  renameSync(`${FILE}.new`, FILE)
}

function apply({ headers, value }) {
  const [id, time, sequence] = ['ce_id', 'ce_time', 'ce_sequence'].map((name) => headers?.[name]?.toString())
  const event = parse(value)
  if (!id || !time || !sequence || event === null || typeof event !== 'object' || Array.isArray(event)) {
    return 'skipped, no event'
  }
  // The time of the event, or else of its arrival. The sequence decides between equal times of one instance.
  const said = profiles.apply(id, `${time}/${sequence}`, event)
  return said && `skipped, ${said}`
}

function parse(value) {
  try {
    return value && JSON.parse(value.toString())
  } catch {
    return null
  }
}
