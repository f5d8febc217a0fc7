import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

export interface Load<T> {
  value?: T;
  problem?: unknown;
  loading: boolean;
  again: () => void;
}

/** Fetches when the inputs change; what was there stays until the new is there. */
export function useLoad<T>(fetch: (signal: AbortSignal) => Promise<T>, inputs: unknown[]): Load<T> {
  const [state, setState] = useState<{ value?: T; problem?: unknown; loading: boolean }>({ loading: true });
  const [round, setRound] = useState(0);
  const newest = useRef(fetch);
  newest.current = fetch;
  useEffect(() => {
    const stop = new AbortController();
    setState((before) => ({ ...before, loading: true }));
    newest.current(stop.signal).then(
      (value) => !stop.signal.aborted && setState({ value, loading: false }),
      (problem: unknown) => !stop.signal.aborted && setState((before) => ({ ...before, problem, loading: false })),
    );
    return () => stop.abort();
  }, [...inputs, round]);
  const again = useCallback(() => setRound((n) => n + 1), []);
  return { ...state, again };
}
