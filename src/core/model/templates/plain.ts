import { spokenText, type Template } from './template';

/** The texts of the messages with an empty line between them, and nothing else. */
export const plain: Template = {
  id: 'plain',
  stop: [],
  render: (messages) =>
    messages
      .map(spokenText)
      .filter((text) => text !== '')
      .join('\n\n'),
};
