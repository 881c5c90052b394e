import {Rig} from './rig.js';

// Runs the tests of one file, and prints a line for each: what it promises, and how it failed if it did.

const PATIENCE = 60_000;
const {tests} = await import(`./${process.argv[2]}`);
const rig = await Rig.start();
for (const [name, test] of Object.entries(tests)) {
  const start = performance.now();
  let failure;
  try {
    let timer;
    await Promise.race([test(rig), new Promise((none, late) => {
      timer = setTimeout(() => late(new Error(`No end after ${PATIENCE} ms`)), PATIENCE);
    })]).finally(() => clearTimeout(timer));
  } catch (error) {
    failure = error.stack ?? String(error);
  }
  console.log(`@@${JSON.stringify({name, failure, milliseconds: Math.round(performance.now() - start)})}`);
}
await rig.close();
