import { describe, expect, it } from 'vitest';
import type { Message } from '../../../../src/core/dataset/sample';
import { applyTemplate } from '../../../../src/core/model/templates';

const user: Message = { role: 'user', content: 'Name the clause.' };
const dialog: Message[] = [
  { role: 'system', content: 'You read contracts.' },
  { role: 'user', content: 'Hello' },
  { role: 'assistant', content: 'Hi.' },
  user,
];

describe('alpaca', () => {
  it('is Stanford’s prompt without input', () => {
    // train.py of tatsu-lab/stanford_alpaca, PROMPT_DICT["prompt_no_input"].
    expect(applyTemplate('alpaca', [user])).toEqual({
      prompt:
        'Below is an instruction that describes a task. ' +
        'Write a response that appropriately completes the request.\n\n' +
        '### Instruction:\nName the clause.\n\n### Response:',
      stop: ['### Instruction:'],
    });
  });

  it('puts a system message in the place of the preamble and repeats the sections', () => {
    expect(applyTemplate('alpaca', dialog).prompt).toBe(
      'You read contracts.\n\n### Instruction:\nHello\n\n### Response:\nHi.\n\n' +
        '### Instruction:\nName the clause.\n\n### Response:',
    );
  });
});

describe('chatml', () => {
  it('is the published form', () => {
    expect(applyTemplate('chatml', dialog)).toEqual({
      prompt:
        '<|im_start|>system\nYou read contracts.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n' +
        '<|im_start|>assistant\nHi.<|im_end|>\n<|im_start|>user\nName the clause.<|im_end|>\n<|im_start|>assistant\n',
      stop: ['<|im_end|>'],
    });
  });

  it('calls a developer a system', () => {
    const { prompt } = applyTemplate('chatml', [{ role: 'developer', content: 'x' }]);
    expect(prompt).toContain('<|im_start|>system\nx<|im_end|>');
  });
});

describe('llama-3', () => {
  it('is the published form without the start token, which endpoints add', () => {
    expect(applyTemplate('llama-3', dialog)).toEqual({
      prompt:
        '<|start_header_id|>system<|end_header_id|>\n\nYou read contracts.<|eot_id|>' +
        '<|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>' +
        '<|start_header_id|>assistant<|end_header_id|>\n\nHi.<|eot_id|>' +
        '<|start_header_id|>user<|end_header_id|>\n\nName the clause.<|eot_id|>' +
        '<|start_header_id|>assistant<|end_header_id|>\n\n',
      stop: ['<|eot_id|>', '<|end_of_text|>'],
    });
  });

  it('trims the texts and names tool results ipython', () => {
    const { prompt } = applyTemplate('llama-3', [{ role: 'tool', content: ' 42\n' }]);
    expect(prompt).toContain('<|start_header_id|>ipython<|end_header_id|>\n\n42<|eot_id|>');
  });
});

describe('plain', () => {
  it('is the texts alone, and what holds when no template is named', () => {
    const plain = { prompt: 'You read contracts.\n\nHello\n\nHi.\n\nName the clause.', stop: [] };
    expect(applyTemplate('plain', dialog)).toEqual(plain);
    expect(applyTemplate(undefined, dialog)).toEqual(plain);
  });

  it('keeps tool calls', () => {
    const call: Message = { role: 'assistant', content: '', toolCalls: [{ name: 'f', arguments: '{"a":1}' }] };
    expect(applyTemplate('plain', [call]).prompt).toBe('{"name":"f","arguments":"{\\"a\\":1}"}');
  });
});

describe('a template of one’s own', () => {
  it('takes the prompt, and the system message where it has a place for it', () => {
    const template = '<s>{system}</s>\nQ: {prompt}\nA:';
    expect(applyTemplate(template, [{ role: 'system', content: 'S' }, user]).prompt).toBe(
      '<s>S</s>\nQ: Name the clause.\nA:',
    );
    expect(applyTemplate(template, [user]).prompt).toBe('<s></s>\nQ: Name the clause.\nA:');
    expect(applyTemplate('Q: {prompt}', [{ role: 'system', content: 'S' }, user]).prompt).toBe(
      'Q: S\n\nName the clause.',
    );
  });

  it('takes hostile texts as they are', () => {
    const text = '$& $1 {system} {prompt} $$';
    expect(applyTemplate('[{prompt}]', [{ role: 'user', content: text }]).prompt).toBe(`[${text}]`);
  });

  it('must have a place for the prompt', () => {
    expect(() => applyTemplate('alpacca', [user])).toThrow(/“alpacca” is none of plain, alpaca, chatml, llama-3/);
  });
});
