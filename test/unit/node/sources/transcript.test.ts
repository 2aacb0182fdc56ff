import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MEMORY_BYTES, Transcript } from '../../../../src/node/sources/transcript';

const usual = process.env['TMPDIR'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'transcript-'));
  process.env['TMPDIR'] = folder;
});
afterEach(() => {
  if (usual === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = usual;
  rmSync(folder, { recursive: true });
});

function read(transcript: Transcript, position: number, length: number): Buffer {
  const target = Buffer.alloc(length);
  return target.subarray(0, transcript.read(target, position));
}

describe('a transcript', () => {
  it('gives back what was written, at any place', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), fc.nat(1000), fc.nat(1000), (parts, from, length) => {
        const transcript = new Transcript();
        for (const part of parts) transcript.append(part);
        const whole = Buffer.concat(parts);
        expect(transcript.size).toBe(whole.length);
        expect(read(transcript, from, length).equals(whole.subarray(from, from + length))).toBe(true);
        transcript.close();
      }),
    );
  });

  it('goes over into a temporary file of which nothing is left behind', () => {
    const transcript = new Transcript();
    const part = Buffer.alloc(MEMORY_BYTES / 4);
    for (let number = 0; number < 4; number++) transcript.append(part.fill(number));
    expect(read(transcript, MEMORY_BYTES - 1, 9)).toEqual(Buffer.of(3));
    transcript.append(part.fill(4));
    transcript.append(Buffer.of(5, 6));
    expect(transcript.size).toBe((MEMORY_BYTES / 4) * 5 + 2);
    expect(read(transcript, MEMORY_BYTES / 4 - 1, 2)).toEqual(Buffer.of(0, 1));
    expect(read(transcript, MEMORY_BYTES - 1, 2)).toEqual(Buffer.of(3, 4));
    expect(read(transcript, transcript.size - 3, 9)).toEqual(Buffer.of(4, 5, 6));
    // Already while it is open: then nothing stays when the process ends badly.
    expect(existsSync(folder) && readdirSync(folder)).toEqual([]);
    transcript.close();
    expect(read(transcript, 0, 9)).toHaveLength(0);
  });
});
