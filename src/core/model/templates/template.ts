import type { Message } from '../../dataset/sample';
import { messageText } from '../../dataset/sample';

/** A prompt as one text, and the strings at which the model is asked to stop. */
export interface PromptText {
  readonly prompt: string;
  readonly stop: readonly string[];
}

/** A way of writing messages as one text. To add one: a file in this folder and a line in `../templates.ts`. */
export interface Template {
  /** Stable name, as in `tuning-fork.json`. */
  readonly id: string;
  /** Where the model's own turn ends. */
  readonly stop: readonly string[];
  /** The prompt text; the model's answer follows directly. */
  render(messages: readonly Message[]): string;
}

/** True for messages that instruct the model rather than talk to it. */
export function isSystem(message: Message): boolean {
  return message.role === 'system' || message.role === 'developer';
}

/** What a message says: its text, then its tool calls as one JSON object a line. */
export function spokenText(message: Message): string {
  const calls = (message.toolCalls ?? []).map((call) => JSON.stringify({ name: call.name, arguments: call.arguments }));
  return [messageText(message), ...calls].filter((part) => part !== '').join('\n');
}
