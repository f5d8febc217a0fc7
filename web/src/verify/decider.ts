// The platform's own cores (web/replay), which decide tenders again. What they are given is verified already.
import { Broken, type Decider, type Settled } from './decisions';

interface Cores {
  memory: WebAssembly.Memory;
  _initialize(): void;
  begin(partial: number, from: number): void;
  room(size: number): number;
  take(size: number): number;
  settle(): number;
  told_size(): number;
}

export async function coresFrom(source: Response | BufferSource): Promise<WebAssembly.Module> {
  if (!(source instanceof Response)) return WebAssembly.compile(source);
  if (!source.ok) throw new Error(`${source.url}: ${source.status}`);
  return WebAssembly.compile(await source.arrayBuffer());
}

export async function decider(module: WebAssembly.Module, partial: boolean, from: number): Promise<Decider> {
  let cores!: Cores;
  const text = (at: number, size: number): string => new TextDecoder().decode(new Uint8Array(cores.memory.buffer, at, size));
  const broken = (at: number, size: number): never => {
    throw new Broken(text(at, size));
  };
  const instance = await WebAssembly.instantiate(module, { terang: { broken } });
  cores = instance.exports as unknown as Cores;
  const guarded = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      // Whatever stops the cores is an error of ours; they cannot be asked again.
      throw error instanceof Broken ? error : new Broken((error as Error).message);
    }
  };
  guarded(() => {
    cores._initialize();
    cores.begin(Number(partial), from);
  });
  return {
    take: (records) =>
      guarded(() => {
        const at = cores.room(records.length);
        new Uint8Array(cores.memory.buffer).set(records, at);
        return cores.take(records.length) !== 0;
      }),
    settle: () =>
      guarded(() => {
        const at = cores.settle();
        return JSON.parse(text(at, cores.told_size())) as Settled;
      }),
  };
}
