import { useEffect, useRef, useState } from 'preact/hooks';

/**
 * For screen readers: the newest of messages that may change many times a second, politely and at most every so often;
 * and what cannot wait (outbid, extended), at once.
 */
export function Announcer({ message, urgent, every = 10_000 }: { message: string; urgent?: string; every?: number }) {
  const [said, setSaid] = useState('');
  const newest = useRef(message);
  const last = useRef(-Infinity);
  newest.current = message;
  useEffect(() => {
    if (message === said) return;
    const wait = Math.max(0, last.current + every - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setSaid(newest.current);
    }, wait);
    return () => clearTimeout(timer);
  }, [message, said, every]);
  return (
    <div class="sr-only">
      <p role="status">{said}</p>
      {urgent !== undefined && <p role="alert">{urgent}</p>}
    </div>
  );
}
