/** COPY begins with a signature of 11 bytes, four bytes of flags and four of length. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER_BYTES = SIGNATURE.length + 8;
/** Before each row: how many fields it has. In the place of a last row there is -1. */
const COUNT_BYTES = 2;
/** Before each field: its length, or -1 for null. */
const LENGTH_BYTES = 4;

/**
 * One row of `copy … to stdout (format binary)`. The caller reads its fields in their order. An object serves all rows of
 * a copy, so that a million rows leave a million objects less.
 */
export class CopiedRow {
  private bytes: Buffer = Buffer.alloc(0);
  private offset = 0;
  private hasBegun = false;

  /** Moves to the row of a message; false if the message only marks the end. */
  moveTo(bytes: Buffer): boolean {
    this.bytes = bytes;
    this.offset = 0;
    if (!this.hasBegun) {
      // The header comes in the message of the first row.
      if (SIGNATURE.compare(bytes, 0, SIGNATURE.length) !== 0)
        throw new Error('COPY is not in binary format');
      this.offset = HEADER_BYTES;
      this.hasBegun = true;
    }
    if (bytes.readInt16BE(this.offset) < 0) return false;
    this.offset += COUNT_BYTES;
    return true;
  }

  /** The next field, of type `integer`; null where the column is. */
  integer(): number | null {
    return this.next() === null ? null : this.bytes.readInt32BE(this.offset - 4);
  }

  boolean(): boolean {
    return this.next() !== null && this.bytes[this.offset - 1] !== 0;
  }

  text(): string | null {
    const length = this.next();
    return length === null ? null : this.bytes.toString('utf8', this.offset - length, this.offset);
  }

  /** Moves behind the next field. Returns its length, or null. */
  private next(): number | null {
    const length = this.bytes.readInt32BE(this.offset);
    this.offset += LENGTH_BYTES;
    if (length < 0) return null;
    this.offset += length;
    return length;
  }
}
