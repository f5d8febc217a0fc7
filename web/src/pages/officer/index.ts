import type { Route } from '../../router';

export const officerPages: Route[] = [
  { path: '/manage/new', load: () => import('./new_tender') },
  { path: '/manage/:id', load: () => import('./manage') },
  { path: '/manage/:id/edit', load: () => import('./editor/edit') },
  { path: '/manage/:id/addendum', load: () => import('./addendum') },
  { path: '/manage/:id/rehearse', load: () => import('./rehearse') },
  { path: '/manage/:id/auction', load: () => import('./cockpit') },
  { path: '/manage/:id/award', load: () => import('./award') },
];
