import { Buffer } from 'node:buffer';
import type { PagePool } from './page-pool.js';

/** A record begins with its length in bytes, in 16 bits, of which the highest marks a text that is not ASCII. */
const HEADER_BYTES = 2;
const NOT_ASCII = 0x8000;
/** Records begin at multiples of this, so that 32 bits address 8 GiB. */
const UNIT_BYTES = 4;
const PAGE_BITS = 18;
const PAGE_UNITS = 1 << PAGE_BITS;
/** The first page grows to full size, because some indexes have only a few texts. */
const FIRST_PAGE_BYTES = 1024;

/** The address of the empty text, which needs no record. */
export const NO_TEXT = 0;

/**
 * Texts as bytes outside of V8's heap. A million strings in the heap slow down every garbage collection. A text is added
 * once and found by its address; it becomes a string again only when it is read.
 *
 * Records lie in pages of 1 MiB, so that growing copies nothing. The space of a released record serves the next text of
 * the same size.
 */
export class TextStore {
  private readonly pages = [Buffer.alloc(FIRST_PAGE_BYTES)];
  /** The first unit of the last page that is free. Unit 0 stays unused, because its address is that of the empty text. */
  private nextUnit = 1;
  /** The addresses of released records, by their size in units. */
  private readonly released: (number[] | undefined)[] = [];

  constructor(private readonly pool: PagePool) {}

  /** Returns the address of a new record. */
  add(text: string): number {
    if (text === '') return NO_TEXT;
    const isAscii = isAsciiText(text);
    const length = isAscii ? text.length : Buffer.byteLength(text);
    if (length >= NOT_ASCII) throw new RangeError(`A text of ${length} bytes is too long for the index`);
    const address = this.allocate(unitsOf(length));
    const page = this.pages[address >>> PAGE_BITS]!;
    const offset = offsetOf(address);
    page.writeUInt16LE(isAscii ? length : length | NOT_ASCII, offset);
    page.write(text, offset + HEADER_BYTES, isAscii ? 'latin1' : 'utf8');
    return address;
  }

  read(address: number): string {
    if (address === NO_TEXT) return '';
    const page = this.pages[address >>> PAGE_BITS]!;
    const offset = offsetOf(address);
    const header = page[offset]! | (page[offset + 1]! << 8);
    const start = offset + HEADER_BYTES;
    return header & NOT_ASCII
      ? page.toString('utf8', start, start + (header & ~NOT_ASCII))
      : page.toString('latin1', start, start + header);
  }

  /** Whether the record is this text. It compares bytes, because making a string takes longer. */
  equals(address: number, text: string): boolean {
    if (address === NO_TEXT) return text === '';
    const page = this.pages[address >>> PAGE_BITS]!;
    let offset = offsetOf(address);
    const header = page[offset]! | (page[offset + 1]! << 8);
    if (header & NOT_ASCII) return this.read(address) === text;
    if (header !== text.length) return false;
    offset += HEADER_BYTES;
    for (let index = 0; index < header; index++)
      if (page[offset + index] !== text.charCodeAt(index)) return false;
    return true;
  }

  /** Gives the record's space to the next text of its size. */
  release(address: number): void {
    if (address === NO_TEXT) return;
    const page = this.pages[address >>> PAGE_BITS]!;
    const length = page.readUInt16LE(offsetOf(address)) & ~NOT_ASCII;
    (this.released[unitsOf(length)] ??= []).push(address);
  }

  /** Returns the address of `text`, in place of that of the text before. Equal texts keep their record. */
  replace(address: number, text: string): number {
    if (this.equals(address, text)) return address;
    this.release(address);
    return this.add(text);
  }

  get bytes(): number {
    return this.pages.reduce((sum, page) => sum + page.length, 0);
  }

  private allocate(units: number): number {
    const released = this.released[units]?.pop();
    if (released !== undefined) return released;
    if (this.nextUnit + units > PAGE_UNITS) {
      const { buffer, offset } = this.pool.allocate(PAGE_UNITS * UNIT_BYTES);
      this.pages.push(Buffer.from(buffer, offset, PAGE_UNITS * UNIT_BYTES));
      this.nextUnit = 0;
    }
    const index = this.pages.length - 1;
    const end = (this.nextUnit + units) * UNIT_BYTES;
    while (end > this.pages[index]!.length)
      this.pages[index] = Buffer.concat([this.pages[index]!], 2 * this.pages[index]!.length);
    const address = (index << PAGE_BITS) | this.nextUnit;
    this.nextUnit += units;
    return address;
  }
}

function unitsOf(bytes: number): number {
  return (HEADER_BYTES + bytes + UNIT_BYTES - 1) >> 2;
}

function offsetOf(address: number): number {
  return (address & (PAGE_UNITS - 1)) * UNIT_BYTES;
}

function isAsciiText(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}
