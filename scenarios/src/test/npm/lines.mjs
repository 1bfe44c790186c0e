import jsonPatch from 'fast-json-patch';
import { createInterface } from 'node:readline';

/** Runs the listener at the place that each line of input has, as {"at": JSON pointer, "event"}. */
export async function follow(shown, run) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { at, event } = JSON.parse(line);
    await run(jsonPatch.getValueByPointer(shown(), at).code, event);
  }
}
