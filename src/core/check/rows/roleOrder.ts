import type { RowCheck, RowFinding } from '../check';
import { speakerOf, type Conversation } from '../conversation';

/** The system message comes first, then user and assistant take turns. */
export const roleOrder: RowCheck = {
  id: 'role-order',
  title: 'Role order',
  severity: 'warning',

  check({ conversations }) {
    let findings: RowFinding[] | undefined;
    for (const conversation of conversations) {
      if (conversation.part === 'answer') continue;
      const finding = firstDisorder(conversation);
      if (finding) (findings ??= []).push(finding);
    }
    return findings ?? [];
  },
};

function firstDisorder({ list, path, style }: Conversation): RowFinding | undefined {
  const found = (index: number, message: string): RowFinding => ({ message, path: [...path, index, style.role] });
  let before: ReturnType<typeof speakerOf>;
  for (let index = 0; index < list.length; index++) {
    const speaker = speakerOf(list[index], style);
    if (speaker === undefined) return undefined;
    if (speaker === 'system' && before !== undefined && before !== 'system') {
      return found(index, `Message ${index + 1} is a system message; in ${style.title} it comes before all others.`);
    }
    if (speaker === 'assistant' && (before === undefined || before === 'system')) {
      return found(index, `The conversation begins with an assistant message; in ${style.title} the user begins.`);
    }
    if (speaker === before && (speaker === 'user' || speaker === 'assistant')) {
      return found(
        index,
        `Messages ${index} and ${index + 1} are both from the ${speaker}; in ${style.title} user and assistant take turns.`,
      );
    }
    if (speaker === 'user' && before === 'tool') {
      return found(
        index,
        `Message ${index + 1} is from the user; in ${style.title} the assistant answers a tool’s result.`,
      );
    }
    before = speaker;
  }
  return undefined;
}
