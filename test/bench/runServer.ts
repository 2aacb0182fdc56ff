/**
 * The model of the run bench: answers at once, or after the milliseconds in the first part of the path, with 40 words
 * (about 250 characters), whole or one word an event. Prints its port.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const WORDS = Array.from({ length: 40 }, (_, index) => ` word${(index * 7) % 40}`);
const TEXT = WORDS.join('').trim();
const USAGE = { prompt_tokens: 80, completion_tokens: 40, total_tokens: 120 };
const WHOLE = JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'bench',
  choices: [{ index: 0, message: { role: 'assistant', content: TEXT }, finish_reason: 'stop' }],
  usage: USAGE,
});
const chunk = (delta: object, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'bench',
    choices: [{ index: 0, delta, finish_reason }],
  })}\n\n`;
const CHUNKS = [
  ...WORDS.map((word, index) => chunk({ content: index === 0 ? word.trim() : word })),
  chunk({}, 'stop'),
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', choices: [], usage: USAGE })}\n\n`,
  'data: [DONE]\n\n',
];

function answer(response: ServerResponse, stream: boolean): void {
  if (!stream) {
    response.setHeader('content-type', 'application/json');
    response.end(WHOLE);
    return;
  }
  response.setHeader('content-type', 'text/event-stream');
  for (const piece of CHUNKS) response.write(piece);
  response.end();
}

const server = createServer((request, response) => {
  const latency = Number(request.url?.split('/')[1]);
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (piece: string) => (body += piece));
  request.on('end', () => {
    const stream = body.includes('"stream":true');
    if (latency > 0) setTimeout(() => answer(response, stream), latency);
    else answer(response, stream);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
