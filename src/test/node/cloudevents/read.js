// node read.js <bootstrap servers> <count> <topic>...: a line of JSON for each event that the SDK makes of a record.
import { Kafka as KafkaBinding } from 'cloudevents';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';

const [, , brokers, count, ...topics] = process.argv;
const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
const consumer = kafka.consumer({ groupId: `read-${randomUUID()}` });
let missing = Number(count);

await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
await new Promise((done, fail) => {
  setTimeout(() => fail(new Error(`${missing} of ${count} records did not come`)), 60_000).unref();
  consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
  consumer.run({
    eachMessage: async ({ topic, message }) => {
      const key = message.key?.toString() ?? null;
      const headers = Object.fromEntries(Object.entries(message.headers).map(([name, value]) => [name, value.toString()]));
      // The SDK takes the key for an attribute of its own; the record has it beside the event.
      const { partitionkey, ...event } = KafkaBinding.toEvent({ key, headers, value: message.value }).toJSON();
      console.log(JSON.stringify({ topic, key, event }));
      missing -= 1;
      if (missing === 0) {
        done();
      }
    },
  });
});
await consumer.disconnect();
