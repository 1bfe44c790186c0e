// What both test apps stand on: an HTTP server on any free port, which it prints, until stdin closes.
import { createServer } from 'node:http';

/** What is answered instead of a result, as plain text. */
export class Refusal extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

/** Serves an app; `answer` takes a question and gives JSON, or undefined for an empty answer. */
export function serve(answer) {
  const server = createServer(async (request, response) => {
    try {
      const result = await answer(await read(request));
      if (result !== undefined) {
        response.setHeader('Content-Type', 'application/json; charset=utf-8');
      }
      response.end(JSON.stringify(result) ?? '');
    } catch (error) {
      response.statusCode = error.status ?? 500;
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(error.message);
    }
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  process.stdin.on('end', () => process.exit()).resume();
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString());
}

/** Asks the data API that a listener was given. */
export async function data(api, method, path, body) {
  const response = await fetch(api.url + path, {
    method,
    headers: { Authorization: `Bearer ${api.token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  }
  return JSON.parse(text);
}
