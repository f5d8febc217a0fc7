import type { Route } from '../../router';

export const bidderPages: Route[] = [
  { path: '/tender/:id/bid', load: () => import('./bid') },
  { path: '/tender/:id/take-part', load: () => import('./take_part') },
  { path: '/tender/:id/my-bids', load: () => import('./my_bids') },
];
