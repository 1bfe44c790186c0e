/**
 * A client on Lenra's own package. It opens a JSON route, prints what it has as a line whenever
 * that is another, and runs the listener that a line of its input names by its place.
 *
 * Of the package it uses LenraSocket and LenraRoute. LenraApp needs a browser: it opens a window of
 * Lenra's login.
 */
import { WebSocket } from 'ws';
import { follow } from './lines.mjs';

globalThis.WebSocket = WebSocket;
console.log = () => {}; // the package logs; standard output is for the JSON
const { LenraSocket } = await import('@lenra/client');

const [endpoint, user, path] = process.argv.slice(2);
const socket = new LenraSocket({ appName: 'counter', token: user, socketEndpoint: endpoint });
await socket.connect();
const route = socket.route(path, (json) => process.stdout.write(`${JSON.stringify(json)}\n`));
await follow(() => route.json, (code, event) => route.callListener({ code, event }));
socket.close();
