import { shown } from '../../dataset/fields';
import { isJsonObject } from '../../dataset/json';
import type { RowCheck, RowFinding } from '../check';

/** A message whose role the format does not know. */
export const unknownRole: RowCheck = {
  id: 'unknown-role',
  title: 'Unknown role',
  severity: 'error',

  check({ conversations, content }) {
    let findings: RowFinding[] | undefined;
    for (const { list, path, style } of conversations) {
      for (let index = 0; index < list.length; index++) {
        const message = list[index];
        const role = isJsonObject(message) ? message[style.role] : undefined;
        if (typeof role !== 'string' || style.speakers.has(role)) continue;
        const known = [...style.speakers.keys()].join(', ');
        (findings ??= []).push({
          message: `Message ${index + 1} has the role “${shown(role)}”; ${style.title} knows ${known}.`,
          path: [...path, index, style.role],
          ...('unusable' in content && { isReason: true }),
        });
      }
    }
    return findings ?? [];
  },
};
