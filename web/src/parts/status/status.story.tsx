import type { Story } from '../story';
import { LotStatus, TenderStatus, tenderStatuses } from './status';

export const stories: Story[] = [
  { name: 'tender', render: () => <div class="row">{['draft', ...tenderStatuses].map((state) => <TenderStatus key={state} state={state} />)}</div> },
  {
    name: 'lot',
    render: () => <div class="row">{(['scheduled', 'live', 'paused', 'closed', 'cancelled'] as const).map((phase) => <LotStatus key={phase} phase={phase} />)}</div>,
  },
];
