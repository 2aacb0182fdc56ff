import { isJsonObject, type JsonValue } from '../../dataset/json';
import { answerTextOf } from '../answerText';
import { bestOver } from '../bestReference';
import { findJson } from './jsonInText';
import type { Metric } from '../metric';

/**
 * F1 over the leaves of the JSON in the answer and in the reference. A leaf is a pair of a path (RFC 6901 pointer) and a
 * scalar value; an empty object or array is a leaf too. A leaf of the answer is right when the reference has the same
 * path with an equal value: numbers compare as numbers (1 = 1.0), strings code point by code point, array items by index,
 * members whatever their order. With m leaves in common, F1 = 2m ÷ (leaves of answer + leaves of reference).
 * 0 when the answer holds no JSON; references without JSON are passed over, and without any the metric does not apply.
 */
export const jsonFields: Metric = {
  id: 'json-fields',
  title: 'JSON fields F1',
  range: [0, 1],
  better: 'higher',
  follows: 'F1 over (JSON pointer, value) pairs, as defined in jsonFields.ts',
  needsReference: true,
  rightAt: 1,
  digits: 2,
  score({ completion, references }) {
    const answer = findJson(answerTextOf(completion));
    return bestOver(references, (text) => {
      const reference = findJson(text);
      if (!reference) return undefined;
      return answer ? leafF1(answer.value, reference.value) : 0;
    });
  },
};

function leafF1(answer: JsonValue, reference: JsonValue): number {
  return (2 * commonLeaves(answer, reference)) / (countLeaves(answer) + countLeaves(reference));
}

/** A value's children by key or index; none for scalars and for empty objects and arrays: these are leaves. */
function childrenOf(value: JsonValue): readonly [string, JsonValue][] {
  return typeof value === 'object' && value !== null ? (Object.entries(value) as [string, JsonValue][]) : [];
}

// Both walks keep their own stack: hostile answers nest deeper than the call stack.
function countLeaves(root: JsonValue): number {
  const stack = [root];
  let count = 0;
  for (let value = stack.pop(); value !== undefined; value = stack.pop()) {
    const children = childrenOf(value);
    if (children.length === 0) count++;
    for (const [, child] of children) stack.push(child);
  }
  return count;
}

function commonLeaves(answer: JsonValue, reference: JsonValue): number {
  const stack: [JsonValue, JsonValue][] = [[answer, reference]];
  let count = 0;
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [a, b] = pair;
    const children = childrenOf(a);
    if (children.length === 0) {
      if (sameLeaf(a, b)) count++;
    } else if (Array.isArray(a) === Array.isArray(b)) {
      for (const [key, child] of children) {
        const other = memberOf(b, key);
        if (other !== undefined) stack.push([child, other]);
      }
    }
  }
  return count;
}

function memberOf(value: JsonValue, key: string): JsonValue | undefined {
  return isJsonObject(value) || Array.isArray(value)
    ? (Object.getOwnPropertyDescriptor(value, key)?.value as JsonValue | undefined)
    : undefined;
}

function sameLeaf(a: JsonValue, b: JsonValue): boolean {
  if (typeof a !== 'object' || a === null) return a === b;
  return typeof b === 'object' && b !== null && Array.isArray(a) === Array.isArray(b) && childrenOf(b).length === 0;
}
