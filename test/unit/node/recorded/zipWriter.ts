import { crc32, deflateRawSync } from 'node:zlib';

/** An entry of a ZIP that a test makes; what is not given is told as it is. */
export interface ZipEntry {
  readonly name: string;
  /** Packed bytes, unless `method` is 0 or 8: then they are packed here. */
  readonly data: Buffer;
  /** 0 stored, 8 deflated, 93 Zstandard. */
  readonly method?: number;
  /** What the entry says it unpacks to. */
  readonly size?: number;
  readonly crc?: number;
}

/**
 * A ZIP of these entries, as APPNOTE.TXT describes it.
 * @param count number of entries that it says it has
 */
export function zipOf(entries: readonly ZipEntry[], count = entries.length): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data, method = 8, size = data.length, crc = crc32(data) } of entries) {
    const packed = method === 8 ? deflateRawSync(data) : data;
    const fileName = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(fileName.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, fileName, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, rest, fileName]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Math.min(count, 0xffff), 8);
  end.writeUInt16LE(Math.min(count, 0xffff), 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, ...(count < 0xffff ? [] : zip64End(count, directory, offset)), end]);
}

/** What stands before the end where a number needs more than 16 bits. */
function zip64End(count: number, directory: Buffer, offset: number): Buffer[] {
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(directory.length), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(offset + directory.length), 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator];
}
