import type { Rules } from '../../api/views';
import { useLanguage } from '../../i18n/language';
import { Icon, type IconName } from '../../parts/icon';
import { type RuleSentence, type RuleTopic, summariseRules } from '../../rules/summary';

const icons: Record<RuleTopic, IconName> = {
  time: 'clock', price: 'up', steps: 'down', sight: 'person', ties: 'ring', extension: 'clock', outage: 'warning', reserve: 'lock',
};

export function RuleSentences({ sentences }: { sentences: RuleSentence[] }) {
  return (
    <ul class="rule-list">
      {sentences.map((sentence, at) => (
        <li key={at}>
          <Icon name={icons[sentence.topic]} />
          <span>{sentence.text}</span>
        </li>
      ))}
    </ul>
  );
}

/** An auction's rules in plain words; for the public page, the editor's preview and the bidder. */
export function RulesList({ rules, currency, zone }: { rules: Rules; currency: string; zone: string }) {
  const language = useLanguage();
  return <RuleSentences sentences={summariseRules(language, rules, currency, zone)} />;
}
