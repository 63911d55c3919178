import { describe, expect, it } from '@jest/globals';
import { CopiedRow } from './copied-row.js';

const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);

function rowOf(...fields: (Buffer | null)[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(fields.length);
  return Buffer.concat([
    count,
    ...fields.flatMap((field) => [integer(field?.length ?? -1), field ?? Buffer.alloc(0)]),
  ]);
}

function integer(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

describe('CopiedRow', () => {
  it('reads the fields of each row in their order', () => {
    const row = new CopiedRow();
    const first = rowOf(integer(-7), Buffer.from('Müller 電話'), Buffer.from([1]), Buffer.from(''));
    expect(row.moveTo(Buffer.concat([header, first]))).toBe(true);
    expect([row.integer(), row.text(), row.boolean(), row.text()]).toEqual([-7, 'Müller 電話', true, '']);
    expect(row.moveTo(rowOf(null, null, Buffer.from([0]), Buffer.from('b')))).toBe(true);
    expect([row.integer(), row.text(), row.boolean(), row.text()]).toEqual([null, null, false, 'b']);
  });

  it('knows the end, also of a copy without rows', () => {
    const end = Buffer.from([0xff, 0xff]);
    expect(new CopiedRow().moveTo(Buffer.concat([header, end]))).toBe(false);
  });

  it('refuses another format', () => {
    expect(() => new CopiedRow().moveTo(Buffer.from('1\tMüller\tt\n'))).toThrow('not in binary format');
  });
});
