import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type * as v from 'valibot';
import { ApiError, chatRequest, completionRequest, embeddingRequest, readBody } from './demoRequests';
import { chatReply, completionReply, type Answer, type Reply } from './demoReplies';
import { promptOf, wordsOf, type Prompt } from './textModel';
import type { LearningModel } from './trainingFiles';

/** What `/v1/models` says of each demo model. */
const DESCRIPTION =
  'A nearest-neighbour text model: it answers with the completion of the most similar training sample. ' +
  'It is not a language model. Its usage is counted in words.';

/**
 * A small server with OpenAI's HTTP API for demo models, on this machine only. `answerMs`: the time over which an answer
 * streams, at most. Resolves when it listens.
 */
export async function startDemoServer(models: readonly LearningModel[], answerMs: number): Promise<Server> {
  const server = createServer((request, response) => {
    handle(request, response, models, answerMs).catch((error: unknown) => sendError(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return server;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  models: readonly LearningModel[],
  answerMs: number,
): Promise<void> {
  checkHost(request);
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/v1/models') {
    checkMethod(request, 'GET');
    sendJson(response, 200, { object: 'list', data: await Promise.all(models.map(describeModel)) });
  } else if (pathname === '/v1/chat/completions') {
    checkMethod(request, 'POST');
    const body = await readBody(request, chatRequest);
    const limit = body.max_completion_tokens ?? body.max_tokens ?? Infinity;
    const answer = await answerTo(models, body.model, promptOf(body.messages), limit);
    await sendAnswer(response, chatReply(body.model), answer, body, answerMs);
  } else if (pathname === '/v1/completions') {
    checkMethod(request, 'POST');
    const body = await readBody(request, completionRequest);
    // A rendered prompt holds instruction and text in one: it is compared with both.
    const prompt = { instruction: body.prompt, text: body.prompt };
    const answer = await answerTo(models, body.model, prompt, body.max_tokens ?? Infinity);
    await sendAnswer(response, completionReply(body.model), answer, body, answerMs);
  } else if (pathname === '/v1/embeddings') {
    checkMethod(request, 'POST');
    sendJson(response, 200, await embeddings(models, await readBody(request, embeddingRequest)));
  } else {
    throw new ApiError(404, 'not_found', `There is no ${pathname} here.`);
  }
}

/** A page of the internet whose name suddenly leads to 127.0.0.1 must not reach the server (DNS rebinding). */
function checkHost({ headers: { host }, socket }: IncomingMessage): void {
  const allowed = ['127.0.0.1', 'localhost'].map((name) => `${name}:${socket.localPort}`);
  if (host === undefined || !allowed.includes(host)) {
    throw new ApiError(403, 'forbidden', 'The demo models answer only to this machine.');
  }
}

function checkMethod({ method }: IncomingMessage, wanted: 'GET' | 'POST'): void {
  if (method !== wanted) throw new ApiError(405, 'method_not_allowed', `Use ${wanted} here.`);
}

function find(models: readonly LearningModel[], id: string): LearningModel {
  const model = models.find((candidate) => candidate.id === id);
  if (model) return model;
  const known = models.map((candidate) => candidate.id).join(', ');
  throw new ApiError(404, 'model_not_found', `There is no demo model “${id}”; there are ${known}.`, 'model');
}

async function describeModel(model: LearningModel): Promise<object> {
  const { revision, size } = await model.current();
  return {
    id: model.id,
    object: 'model',
    created: 0,
    owned_by: 'tuning-fork-demo',
    revision,
    description: `${DESCRIPTION} It has learned ${size} samples.`,
  };
}

/** The model's answer, cut off after `limit` words. */
async function answerTo(models: readonly LearningModel[], id: string, prompt: Prompt, limit: number): Promise<Answer> {
  const model = await find(models, id).current();
  if (model.size === 0) {
    throw new ApiError(503, 'nothing_learned', `“${id}” has learned nothing: its training files hold no sample.`);
  }
  // Words keep the white space behind them: joined they are the text.
  const pieces = model.answer(prompt).match(/^\s*\S+\s*|\S+\s*/g) ?? [];
  const isCut = pieces.length > limit;
  const kept = isCut ? pieces.slice(0, limit) : pieces;
  return {
    pieces: kept,
    finishReason: isCut ? 'length' : 'stop',
    usage: countUsage(wordsOf(prompt.text).length + wordsOf(prompt.instruction).length, kept.length),
  };
}

function countUsage(promptWords: number, completionWords: number): Answer['usage'] {
  return {
    prompt_tokens: promptWords,
    completion_tokens: completionWords,
    total_tokens: promptWords + completionWords,
  };
}

async function sendAnswer(
  response: ServerResponse,
  reply: Reply,
  answer: Answer,
  request: v.InferOutput<typeof chatRequest> | v.InferOutput<typeof completionRequest>,
  answerMs: number,
): Promise<void> {
  if (!request.stream) {
    sendJson(response, 200, reply.whole(answer));
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: object): boolean => response.write(`data: ${JSON.stringify(event)}\n\n`);
  const began = performance.now();
  for (const [index, piece] of answer.pieces.entries()) {
    const due = (answerMs * index) / answer.pieces.length;
    const early = due - (performance.now() - began);
    if (early > 1) await delay(early);
    if (response.destroyed) return;
    send(reply.piece(piece));
  }
  send(reply.end(answer));
  if (request.stream_options?.include_usage) send(reply.usage(answer));
  response.end('data: [DONE]\n\n');
}

async function embeddings(
  models: readonly LearningModel[],
  { model: id, input, encoding_format: encoding }: v.InferOutput<typeof embeddingRequest>,
): Promise<object> {
  const model = await find(models, id).current();
  const texts = typeof input === 'string' ? [input] : input;
  const data = texts.map((text, index) => {
    const vector = model.embed(text);
    const embedding = encoding === 'base64' ? Buffer.from(vector.buffer).toString('base64') : Array.from(vector);
    return { object: 'embedding', index, embedding };
  });
  const words = texts.reduce((sum, text) => sum + wordsOf(text).length, 0);
  return { object: 'list', model: id, data, usage: { prompt_tokens: words, total_tokens: words } };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, code, message, param } =
    error instanceof ApiError ? error : new ApiError(500, 'server_error', 'The demo models failed to answer.');
  const type = status < 500 ? 'invalid_request_error' : 'server_error';
  // What is left of a body that was refused is not read.
  if (status === 413) response.setHeader('connection', 'close');
  sendJson(response, status, { error: { message, type, param: param ?? null, code } });
}
