// A file of any size on its way to the checks: counted and hashed as it goes by, and left when it is told to stop.
import { type Hashing, hashing, toHex } from './bytes';

/** The reader told it to stop. */
export class Stopped extends Error {}

/** Of what is no bundle: receipts and policies are small. */
const mostText = 4_000_000;

export class Reading {
  /** Octets that went by. */
  done = 0;
  private stopped = false;
  private ended = false;
  private leave: (why: Stopped) => void = () => {};
  private readonly sha: Hashing = hashing();
  private readonly kept: Uint8Array[] = [];
  private readonly source: AsyncIterator<Uint8Array>;

  constructor(
    pieces: AsyncIterable<Uint8Array>,
    private readonly tell: (done: number) => void = () => {},
  ) {
    this.source = pieces[Symbol.asyncIterator]();
  }

  /** At once, though what is read may never come. */
  stop(): void {
    this.stopped = true;
    this.leave(new Stopped());
    void this.source.return?.();
  }

  private async next(): Promise<Uint8Array | undefined> {
    if (this.stopped) throw new Stopped();
    const { done, value } = await new Promise<IteratorResult<Uint8Array>>((read, left) => {
      this.leave = left;
      this.source.next().then(read, left);
    });
    if (this.stopped) throw new Stopped();
    if (done) {
      this.ended = true;
      return undefined;
    }
    this.done += value.length;
    this.sha.update(value);
    this.tell(this.done);
    return value;
  }

  private async more(): Promise<boolean> {
    const piece = this.ended ? undefined : await this.next();
    if (piece) this.kept.push(piece);
    return piece !== undefined;
  }

  private text(): string {
    const decoder = new TextDecoder();
    return this.kept.map((piece) => decoder.decode(piece, { stream: true })).join('') + decoder.decode();
  }

  /** The first line, with its end where it has one; cut where nobody writes such a line. */
  async firstLine(): Promise<string> {
    while (!this.kept.some((piece) => piece.includes(10)) && this.done < mostText && (await this.more()));
    const text = this.text();
    return text.slice(0, text.indexOf('\n') + 1 || undefined);
  }

  /** All of it; undefined where that is more than such files ever are. */
  async whole(): Promise<string | undefined> {
    while (this.done <= mostText && (await this.more()));
    return this.done <= mostText ? this.text() : undefined;
  }

  /** All of it, from the beginning, in pieces that are not kept. */
  async *pieces(): AsyncGenerator<Uint8Array> {
    for (let piece; (piece = this.kept.shift()); ) yield piece;
    while (!this.ended) {
      const piece = await this.next();
      if (piece) yield piece;
    }
  }

  /** SHA-256 of the whole file, in hexadecimal: what nobody asked for is read now. */
  async hash(): Promise<string> {
    while (!this.ended) await this.next();
    return toHex(this.sha.digest());
  }
}
