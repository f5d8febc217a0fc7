// RFC 6962 trees.
import { hash, same } from './bytes';

const node = Uint8Array.of(1);
const leaf = Uint8Array.of(0);

export function leafHash(entry: Uint8Array): Uint8Array {
  return hash(leaf, entry);
}

function inner(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash(node, left, right);
}

/** Whether `proof` leads from the leaf at `index` to the root of a tree of `size` (RFC 9162, 2.1.3.2). */
export function includes(index: number, size: number, entry: Uint8Array, proof: Uint8Array[], root: Uint8Array): boolean {
  const found = rootFrom(index, size, entry, proof);
  return found !== undefined && same(found, root);
}

/** The root that a proof leads to; undefined where the proof has the wrong length for that place. */
export function rootFrom(index: number, size: number, entry: Uint8Array, proof: Uint8Array[]): Uint8Array | undefined {
  if (index >= size) return undefined;
  // Division instead of shifts: indices may exceed 32 bits.
  let [at, last, result] = [index, size - 1, entry];
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      result = inner(sibling, result);
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else result = inner(result, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? result : undefined;
}

/** Grows by one leaf at a time and knows its root. */
export class Tree {
  size = 0;
  /** Roots of the complete subtrees, largest first. */
  private stack: { height: number; root: Uint8Array }[] = [];

  append(entry: Uint8Array): void {
    this.size += 1;
    let top = { height: 0, root: entry };
    for (;;) {
      const before = this.stack[this.stack.length - 1];
      if (!before || before.height !== top.height) break;
      this.stack.pop();
      top = { height: top.height + 1, root: inner(before.root, top.root) };
    }
    this.stack.push(top);
  }

  root(): Uint8Array {
    if (this.stack.length === 0) return hash(new Uint8Array());
    return this.stack.map((subtree) => subtree.root).reduceRight((right, left) => inner(left, right));
  }
}
