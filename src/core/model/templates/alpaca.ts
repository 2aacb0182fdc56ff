import { isSystem, spokenText, type Template } from './template';

const PREAMBLE =
  'Below is an instruction that describes a task. Write a response that appropriately completes the request.';

/**
 * Stanford Alpaca's prompt without input, to the letter: `PROMPT_DICT['prompt_no_input']` in `train.py` of
 * tatsu-lab/stanford_alpaca. A system message takes the place of the preamble; further turns repeat the
 * `### Instruction:` and `### Response:` sections.
 */
export const alpaca: Template = {
  id: 'alpaca',
  stop: ['### Instruction:'],
  render(messages) {
    const system = messages.filter(isSystem).map(spokenText).join('\n\n');
    const sections = messages
      .filter((message) => !isSystem(message))
      .map((message) => `### ${message.role === 'assistant' ? 'Response' : 'Instruction'}:\n${spokenText(message)}`);
    return [system || PREAMBLE, ...sections, '### Response:'].join('\n\n');
  },
};
