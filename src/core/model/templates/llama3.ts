import type { Message } from '../../dataset/sample';
import { isSystem, spokenText, type Template } from './template';

/**
 * Llama 3's dialog prompt: `ChatFormat.encode_dialog_prompt` and `stop_tokens` in `llama/tokenizer.py` of
 * meta-llama/llama3; `ipython` for tool results as in Llama 3.1. The leading `<|begin_of_text|>` is left out: completion
 * endpoints (vLLM, llama.cpp, TGI) put the tokenizer's start token before every prompt, and two of them harm the answer.
 */
export const llama3: Template = {
  id: 'llama-3',
  stop: ['<|eot_id|>', '<|end_of_text|>'],
  render(messages) {
    const turns = messages.map((message) => `${header(roleOf(message))}${spokenText(message).trim()}<|eot_id|>`);
    return `${turns.join('')}${header('assistant')}`;
  },
};

function header(role: string): string {
  return `<|start_header_id|>${role}<|end_header_id|>\n\n`;
}

function roleOf(message: Message): string {
  if (isSystem(message)) return 'system';
  return message.role === 'tool' || message.role === 'function' ? 'ipython' : message.role;
}
