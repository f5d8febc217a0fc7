import { useEffect, useRef, useState } from 'preact/hooks';

/** For screen readers: the newest of messages that may change many times a second, at most every ten seconds. */
export function Announcer({ message, every = 10_000 }: { message: string; every?: number }) {
  const [said, setSaid] = useState('');
  const newest = useRef(message);
  const last = useRef(0);
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
    <p class="sr-only" role="status">
      {said}
    </p>
  );
}
