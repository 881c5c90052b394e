import { setTimeout } from 'node:timers/promises'
import { Kafka, logLevel } from './kafka.js'
import { Profiles } from './profiles.js'

const { KAFKA_BOOTSTRAP_SERVERS = 'localhost:9092', TOPIC = 'im.profile.groups' } = process.env

// kafkajs logs an error each time it tries again. The failure that ends its attempts is printed below.
const kafka = new Kafka({ clientId: 'profiles', brokers: KAFKA_BOOTSTRAP_SERVERS.split(','), logLevel: logLevel.NOTHING })

const profiles = new Profiles()
try {
  await topicExists()
  const consumer = await profiles.read(kafka, TOPIC, print)
  consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => restart || fail(error))
} catch (error) {
  fail(error)
}
const map = await profiles.complete
console.error(`complete, profiles: ${map.size}`)
map.forEach((profile, key) => print(key, profile))

async function topicExists() {
  const admin = kafka.admin()
  await admin.connect()
  while (!(await admin.listTopics()).includes(TOPIC)) {
    console.error(`waiting, the service has not created the topic yet: ${TOPIC}`)
    await setTimeout(2_000)
  }
  await admin.disconnect()
}

/** Characters outside ASCII are printed as escapes, so that no name can manipulate a terminal. */
function print(key, profile) {
  const json = JSON.stringify({ [key]: profile })
  console.log(json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))
}

function fail(error) {
  console.error(`Kafka at ${KAFKA_BOOTSTRAP_SERVERS}: ${error.message}`)
  process.exit(1)
}
