/**
 * A client of UIs of components, on the libraries that Lenra's package is built on, which itself
 * opens JSON routes only. It prints the UI as a line whenever that is another, and runs the
 * listener that a line of its input names by its place.
 */
import jsonPatch from 'fast-json-patch';
import { Socket } from 'phoenix';
import { WebSocket } from 'ws';
import { follow } from './lines.mjs';

const [endpoint, user, path] = process.argv.slice(2);
const params = { app: 'counter', token: user };
const socket = new Socket(endpoint, { params, transport: WebSocket });
const channel = socket.channel(`route:${path}`, { mode: 'lenra' });
let ui;

function show(next) {
  ui = next;
  process.stdout.write(`${JSON.stringify(ui)}\n`);
}

channel.on('ui', show);
channel.on('patchUi', ({ patch }) =>
  show(jsonPatch.applyPatch(ui, patch, true, false).newDocument));
socket.connect();
channel.join();

const run = (code, event) =>
  new Promise((resolve, reject) => {
    channel
      .push('run', { code, event })
      .receive('ok', resolve)
      .receive('error', (error) => reject(new Error(JSON.stringify(error))));
  });

await follow(() => ui, run);
socket.disconnect();
