import { isSystem, spokenText, type Template } from './template';

/** ChatML, to the letter: `chatml.md` of openai/openai-python v0.28; the form Qwen and many others are trained on. */
export const chatml: Template = {
  id: 'chatml',
  stop: ['<|im_end|>'],
  render(messages) {
    const turns = messages.map(
      (message) => `<|im_start|>${isSystem(message) ? 'system' : message.role}\n${spokenText(message)}<|im_end|>\n`,
    );
    return `${turns.join('')}<|im_start|>assistant\n`;
  },
};
