import { randomUUID } from 'node:crypto';

/** What a demo model answers. */
export interface Answer {
  /** The text, word by word. */
  readonly pieces: readonly string[];
  readonly finishReason: 'stop' | 'length';
  /** Counted in words. */
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number; readonly total_tokens: number };
}

/** The JSON of one reply in OpenAI's shapes: whole, or as the events of a stream. */
export interface Reply {
  whole(answer: Answer): object;
  piece(text: string): object;
  end(answer: Answer): object;
  usage(answer: Answer): object;
}

/** `/v1/chat/completions` */
export function chatReply(model: string): Reply {
  const shape = (object: string) => ({ id: `chatcmpl-${id}`, object, created, model });
  const { id, created } = identity();
  const chunk = (choices: object[]): object => ({ ...shape('chat.completion.chunk'), choices });
  return {
    whole: ({ pieces, finishReason, usage }) => ({
      ...shape('chat.completion'),
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: pieces.join('') },
          logprobs: null,
          finish_reason: finishReason,
        },
      ],
      usage,
    }),
    piece: (content) => chunk([{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }]),
    end: ({ finishReason }) => chunk([{ index: 0, delta: {}, finish_reason: finishReason }]),
    usage: ({ usage }) => ({ ...chunk([]), usage }),
  };
}

/** `/v1/completions` */
export function completionReply(model: string): Reply {
  const { id, created } = identity();
  const reply = (choices: object[]): object => ({
    id: `cmpl-${id}`,
    object: 'text_completion',
    created,
    model,
    choices,
  });
  const choice = (text: string, finishReason: string | null): object => ({
    index: 0,
    text,
    logprobs: null,
    finish_reason: finishReason,
  });
  return {
    whole: ({ pieces, finishReason, usage }) => ({ ...reply([choice(pieces.join(''), finishReason)]), usage }),
    piece: (text) => reply([choice(text, null)]),
    end: ({ finishReason }) => reply([choice('', finishReason)]),
    usage: ({ usage }) => ({ ...reply([]), usage }),
  };
}

function identity(): { id: string; created: number } {
  return { id: randomUUID(), created: Math.floor(Date.now() / 1000) };
}
