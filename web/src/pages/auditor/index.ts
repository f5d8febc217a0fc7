import type { Route } from '../../router';

export const auditorPages: Route[] = [
  { path: '/audit', load: () => import('./audit_desk') },
  { path: '/tender/:id/record', load: () => import('./record') },
  { path: '/tender/:id/replay', load: () => import('./replay') },
  { path: '/tender/:id/compare', load: () => import('./compare') },
  { path: '/tender/:id/access', load: () => import('./access') },
  { path: '/tender/:id/evidence', load: () => import('./evidence') },
];
