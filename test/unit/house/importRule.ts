import path from 'node:path';
import ts from 'typescript';

/** What a layer of the house may import besides what its own files are. */
interface Layer {
  /** Folders (ending in `/`) or files, relative to the project. */
  readonly ours: readonly string[];
  /** npm packages; `node:` stands for all of Node. */
  readonly packages: readonly string[];
}

/** The import rule of ARCHITECTURE.md. The first entry that a file's path begins with is its layer. */
const LAYERS: Readonly<Record<string, Layer>> = {
  'src/core/': {
    ours: ['src/core/'],
    packages: ['diff', 'franc-min', 'jsonc-parser', 'papaparse', 're2js', 'valibot'],
  },
  'src/protocol/': { ours: ['src/protocol/', 'src/core/'], packages: ['valibot'] },
  'src/node/': {
    ours: ['src/node/', 'src/protocol/', 'src/core/'],
    packages: [
      'node:',
      'franc-min',
      'fzstd',
      'gpt-tokenizer',
      'hyparquet',
      'hyparquet-compressors',
      'jsonc-parser',
      'minisearch',
      'openai',
      'papaparse',
      'valibot',
      'yaml',
      'yauzl',
    ],
  },
  'src/cli/': { ours: ['src/cli/', 'src/node/', 'src/protocol/', 'src/core/'], packages: ['node:'] },
  'src/cli.ts': { ours: ['src/cli/'], packages: [] },
  'src/editor/': {
    ours: ['src/editor/', 'src/node/', 'src/protocol/', 'src/core/', 'src/api.d.ts'],
    packages: ['node:', 'vscode', 'jsonc-parser', 'valibot'],
  },
  'src/': { ours: ['src/'], packages: ['node:', 'vscode'] },
  'webview/': {
    ours: ['webview/', 'src/protocol/', 'src/core/'],
    packages: ['@vscode/webview-ui-toolkit', 'lit', 'valibot'],
  },
};

/** Packages that only these files import. */
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  openai: ['src/node/openaiClient.ts', 'src/node/openaiErrors.ts'],
  minisearch: ['src/node/demo/textModel.ts'],
  hyparquet: ['src/node/sources/parquetReader.ts'],
  'hyparquet-compressors': ['src/node/sources/parquetReader.ts'],
  yaml: ['src/node/sources/yamlReader.ts'],
  'franc-min': ['src/core/metric/form/otherLanguage.ts', 'src/node/check/profile.ts'],
  re2js: ['src/core/metric/question/linearPattern.ts'],
  'gpt-tokenizer': ['src/node/check/tokenCounter.ts'],
  yauzl: ['src/node/recorded/zipReader.ts'],
  fzstd: ['src/node/recorded/zstd.ts'],
  '@vscode/webview-ui-toolkit': ['webview/controls.ts'],
};

/** Everything a TypeScript source imports, in whichever way: statically, dynamically, as types, by `require`. */
export function importsOf(source: string): string[] {
  return ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);
}

/**
 * Says how an import breaks the rule; undefined when it does not.
 * @param file path of the importing file, relative to the project, with `/`
 */
export function violation(file: string, specifier: string): string | undefined {
  const folder = Object.keys(LAYERS).find((candidate) => file.startsWith(candidate));
  const layer = folder === undefined ? undefined : LAYERS[folder];
  if (folder === undefined || !layer) return `${file} is in no layer`;
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    const allowed = layer.ours.some((ours) => target.startsWith(ours) || `${target}.d.ts` === ours);
    return allowed ? undefined : `${folder} must not import ${target}`;
  }
  const name = specifier.startsWith('node:')
    ? 'node:'
    : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (!layer.packages.includes(name)) return `${folder} must not import ${specifier}`;
  const files = ONLY_IN[name];
  return files === undefined || files.includes(file) ? undefined : `only ${files.join(', ')} may import ${name}`;
}
