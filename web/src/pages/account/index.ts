import type { Route } from '../../router';

export const accountPages: Route[] = [
  { path: '/sign-in', load: () => import('./sign_in') },
  { path: '/account', load: () => import('./account') },
  { path: '/desk', load: () => import('./desk') },
];
