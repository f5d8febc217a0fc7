// Lines of a file of any size, one after the other, and the hash of what went by.
import { hashing, type Hashing } from './bytes';

export type Source = string | AsyncIterable<Uint8Array>;

const strict = (): TextDecoder => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A dropped file or an answer, read as it is needed. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Whoever stops early wants nothing more of it.
    await reader.cancel();
  }
}

/** A line without its end; `ended` is false for a last one that has none. `text` is undefined where it is not UTF-8. */
export interface TextLine {
  text: string | undefined;
  ended: boolean;
}

export class Lines {
  private readonly sha: Hashing = hashing();
  private read: Uint8Array | undefined;

  constructor(private readonly source: Source) {}

  /** SHA-256 of all lines that were given, but the last. */
  hashBefore(): Uint8Array {
    return this.sha.digest();
  }

  private give(octets: Uint8Array, decoder: TextDecoder, ended: boolean): TextLine {
    if (this.read) this.sha.update(this.read);
    this.read = octets;
    try {
      return { text: decoder.decode(ended ? octets.subarray(0, -1) : octets), ended };
    } catch {
      return { text: undefined, ended };
    }
  }

  async *each(): AsyncGenerator<TextLine[]> {
    const decoder = strict();
    const chunks = typeof this.source === 'string' ? [new TextEncoder().encode(this.source)] : this.source;
    let kept: Uint8Array[] = [];
    for await (const chunk of chunks) {
      const lines: TextLine[] = [];
      let at = 0;
      for (let end; (end = chunk.indexOf(10, at)) >= 0; at = end + 1) {
        let octets = chunk.subarray(at, end + 1);
        if (kept.length > 0) {
          octets = joined([...kept, octets]);
          kept = [];
        }
        lines.push(this.give(octets, decoder, true));
        // What was given is hashed before its lines are told: a caller may stop at any of them.
        if (lines.length === 64) yield lines.splice(0);
      }
      if (at < chunk.length) kept.push(chunk.slice(at));
      if (lines.length > 0) yield lines;
    }
    if (kept.length > 0) yield [this.give(joined(kept), decoder, false)];
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
