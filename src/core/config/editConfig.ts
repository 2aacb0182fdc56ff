import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import type { FormattingOptions, JSONPath } from 'jsonc-parser';

/** What an empty project file starts as. */
const NEW_FILE = '{}\n';

/**
 * Sets one member of `tuning-fork.json` and keeps everything else as it stands: comments, order, line ends, indentation.
 * @param path keys from the root, such as `['models', 'base']`; missing parents are made.
 * @param value what to write; undefined takes the member away.
 */
export function setConfigValue(text: string, path: JSONPath, value: unknown): string {
  const source = text.trim() === '' ? NEW_FILE : text;
  return applyEdits(source, modify(source, path, value, { formattingOptions: formatOf(source) }));
}

/** Appends a value to a list of `tuning-fork.json`, which is made when it does not exist; keeps the rest as it stands. */
export function appendConfigValue(text: string, listPath: JSONPath, value: unknown): string {
  const root = parseTree(text);
  const list = root && findNodeAtLocation(root, listPath);
  if (list?.type !== 'array') return setConfigValue(text, listPath, [value]);
  const end = list.children?.length ?? 0;
  return applyEdits(
    text,
    modify(text, [...listPath, end], value, { formattingOptions: formatOf(text), isArrayInsertion: true }),
  );
}

/** Line ends and indentation as the text has them. */
function formatOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return {
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
  };
}
