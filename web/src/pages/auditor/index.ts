import type { Route } from '../../router';
import type { doors } from './doors';

const through = (name: keyof typeof doors): Route['load'] => async () => (await import('./doors')).doors[name]();

export const auditorPages: Route[] = [
  { path: '/audit', load: through('desk') },
  { path: '/retention', load: through('retention') },
  ...(['record', 'replay', 'compare', 'access', 'evidence'] as const).map((name) => ({ path: `/tender/:id/${name}`, load: through(name) })),
];
