/** The other side of the run bench: a bare loop over the `openai` client. Prints the milliseconds it took. */
import { OpenAI } from 'openai';
import { MODELS, promptOf, type RunTask } from './runSample';

const { endpoint, samples, stream, concurrency } = JSON.parse(process.argv[2] ?? '') as RunTask;
const client = new OpenAI({ baseURL: endpoint, apiKey: 'none', maxRetries: 0 });
const answers: string[] = [];

async function ask(model: string, content: string): Promise<string> {
  const messages = [{ role: 'user' as const, content }];
  if (!stream) {
    const completion = await client.chat.completions.create({ model, messages });
    return completion.choices[0]?.message.content ?? '';
  }
  let text = '';
  const chunks = await client.chat.completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const chunk of chunks) text += chunk.choices[0]?.delta.content ?? '';
  return text;
}

const start = performance.now();
let next = 0;
const workers = Array.from({ length: concurrency }, async () => {
  while (next < samples * MODELS.length) {
    const index = next++;
    answers[index] = await ask(MODELS[index % MODELS.length] ?? '', promptOf(Math.floor(index / MODELS.length)));
  }
});
await Promise.all(workers);
const ms = performance.now() - start;
if (answers.some((answer) => answer.length < 200)) throw new Error('an answer is missing');
console.log(ms);
