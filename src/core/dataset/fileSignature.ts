/** What the first bytes of a file say it is, whatever its name. */
export type FileSignature =
  | { readonly kind: 'parquet' | 'utf-16le' | 'utf-16be' }
  /** No rows to be read; `refused` completes “… cannot be opened as a dataset: ”. */
  | { readonly kind: 'zip' | 'other'; readonly refused: string };

interface Magic {
  readonly bytes: readonly number[];
  /** Where they stand. */
  readonly at?: number;
  readonly is: FileSignature;
}

const ascii = (text: string): readonly number[] => Array.from(text, (character) => character.charCodeAt(0));
const packed = (name: string): FileSignature => ({ kind: 'other', refused: `it is ${name}; unpack it first` });
const picture = (name: string): FileSignature => ({
  kind: 'other',
  refused: `it is a ${name} picture; name the file after what is in it, or choose another`,
});
const document = (name: string): FileSignature => ({
  kind: 'other',
  refused: `it is ${name}; export its rows as JSONL, CSV or Parquet`,
});

const ZIP: FileSignature = { kind: 'zip', refused: 'it is a ZIP archive; unpack it first' };

const MAGICS: readonly Magic[] = [
  { bytes: [0xff, 0xfe], is: { kind: 'utf-16le' } },
  { bytes: [0xfe, 0xff], is: { kind: 'utf-16be' } },
  { bytes: ascii('PAR1'), is: { kind: 'parquet' } },
  { bytes: ascii('PK\u0003\u0004'), is: ZIP },
  { bytes: ascii('PK\u0005\u0006'), is: ZIP },
  { bytes: [0x1f, 0x8b], is: packed('a gzip archive') },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], is: packed('a Zstandard archive') },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], is: packed('an xz archive') },
  { bytes: ascii('BZh'), is: packed('a bzip2 archive') },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], is: packed('a 7-Zip archive') },
  { bytes: ascii('ustar'), at: 257, is: packed('a tar archive') },
  { bytes: [0x89, 0x50, 0x4e, 0x47], is: picture('PNG') },
  { bytes: [0xff, 0xd8, 0xff], is: picture('JPEG') },
  { bytes: ascii('GIF8'), is: picture('GIF') },
  { bytes: ascii('WEBP'), at: 8, is: picture('WebP') },
  { bytes: ascii('%PDF'), is: document('a PDF document') },
  { bytes: ascii('SQLite format 3\u0000'), is: document('an SQLite database') },
  { bytes: ascii('ARROW1'), is: document('an Arrow file') },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: document('an old Office document') },
];

/** Bytes of a file's beginning that `fileSignature` looks at. */
export const SIGNATURE_BYTES = 512;

/** Tells a file that is no text, or is text in UTF-16, by its first bytes; undefined for anything else. */
export function fileSignature(bytes: Uint8Array): FileSignature | undefined {
  return MAGICS.find(({ bytes: magic, at = 0 }) => magic.every((byte, index) => bytes[at + index] === byte))?.is;
}

/** True for names of files that are read as YAML; JSON is YAML too. */
export function isYamlName(name: string): boolean {
  return /\.ya?ml$/i.test(name) || /^promptfooconfig.*\.json$/i.test(name);
}
