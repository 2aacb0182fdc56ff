import { isJsonObject, type JsonObject } from '../dataset/json';
import type { ToolCall } from '../dataset/sample';
import type { Completion, PartialCompletion, Usage } from './model';
import { ThinkingSplitter } from './thinking';

/** What an answer holds once it is complete; times are the client's to add. */
export type AnswerContent = Omit<Completion, 'firstTokenMs' | 'totalMs'>;

/**
 * Gathers an answer from the objects in which an OpenAI-compatible endpoint sends it: one whole `chat.completion` or
 * `text_completion`, or any number of chunks of either. Takes what it understands of each and never throws.
 */
export class Answer {
  private readonly content = new ThinkingSplitter();
  private apartReasoning = '';
  private readonly calls: { id?: string; name: string; arguments: string }[] = [];
  private usage: Usage | undefined;
  /** As the endpoint gave it; null as long as it said nothing. */
  finishReason: string | null = null;
  /** True once something looked like an answer. */
  recognised = false;

  /** Takes one object; returns true when it brought text or thoughts. */
  add(body: unknown): boolean {
    if (!isJsonObject(body)) return false;
    if (isJsonObject(body['usage'])) this.usage = usageOf(body['usage']) ?? this.usage;
    if (!Array.isArray(body['choices'])) return false;
    this.recognised = true;
    const choice: unknown = body['choices'][0];
    if (!isJsonObject(choice)) return false;
    if (typeof choice['finish_reason'] === 'string') this.finishReason = choice['finish_reason'];
    if (typeof choice['text'] === 'string') return this.addText(choice['text']);
    const message = choice['delta'] ?? choice['message'];
    return isJsonObject(message) && this.addMessage(message);
  }

  /** The text so far. */
  partial(): PartialCompletion {
    const reasoning = this.reasoning();
    return reasoning === '' ? { text: this.content.text } : { text: this.content.text, reasoning };
  }

  /** The whole answer. */
  finish(): AnswerContent {
    this.content.end();
    return {
      ...this.partial(),
      ...(this.calls.length > 0 ? { toolCalls: this.calls satisfies ToolCall[] } : {}),
      finishReason: this.finishReason,
      ...(this.usage ? { usage: this.usage } : {}),
    };
  }

  private reasoning(): string {
    return this.apartReasoning || (this.content.reasoning ?? '');
  }

  private addText(text: string): boolean {
    if (text !== '') this.content.push(text);
    return text !== '';
  }

  private addMessage(message: JsonObject): boolean {
    // `reasoning_content` is DeepSeek's, SGLang's and llama.cpp's name, `reasoning` OpenRouter's, Ollama's and vLLM's.
    const thoughts = textOf(message['reasoning_content']) || textOf(message['reasoning']);
    this.apartReasoning += thoughts;
    const text = textOf(message['content']) || textOf(message['refusal']);
    const calls: unknown = message['tool_calls'];
    if (Array.isArray(calls)) calls.forEach((call) => this.addCall(call));
    if (isJsonObject(message['function_call'])) this.addCall({ index: 0, function: message['function_call'] });
    return this.addText(text) || thoughts !== '';
  }

  /** Takes a tool call or a fragment of one: it belongs to its index, else to its id, else to the last call. */
  private addCall(fragment: unknown): void {
    if (!isJsonObject(fragment)) return;
    const { index, id, function: asked } = fragment;
    const known = typeof id === 'string' && id !== '' ? this.calls.findIndex((call) => call.id === id) : -1;
    const isNew = typeof id === 'string' && id !== '' && known < 0;
    const last = Math.max(this.calls.length - 1, 0);
    const at =
      typeof index === 'number' && Number.isInteger(index)
        ? index
        : known >= 0
          ? known
          : isNew
            ? this.calls.length
            : last;
    if (at < 0 || at > this.calls.length) return;
    const call = (this.calls[at] ??= { name: '', arguments: '' });
    if (typeof id === 'string' && id !== '') call.id = id;
    if (!isJsonObject(asked)) return;
    if (typeof asked['name'] === 'string') call.name += asked['name'];
    const args = asked['arguments'];
    if (typeof args === 'string') call.arguments += args;
    else if (isJsonObject(args)) call.arguments = JSON.stringify(args);
  }
}

/** A text, or the text of content parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (isJsonObject(part) && typeof part['text'] === 'string' ? part['text'] : ''))
    .join('');
}

function usageOf(usage: JsonObject): Usage | undefined {
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = usage;
  if (typeof promptTokens !== 'number' || typeof completionTokens !== 'number') return undefined;
  return { promptTokens, completionTokens };
}
