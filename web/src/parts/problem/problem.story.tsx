import { ApiProblem } from '../../api/client';
import type { Story } from '../story';
import { Problem } from './problem';

export const stories: Story[] = [{ name: 'no answer', render: () => <Problem problem={new ApiProblem('network', 0, '')} retry={() => {}} /> }];
