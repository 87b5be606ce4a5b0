import { memo, useState } from 'react';
import type { LearningRates } from '../../contract/records';
import { checkValue } from '../../contract/settings';
import { NumberField } from '../parts/NumberField';
import { useActions } from '../studio-context';
import { issueText, words } from '../../words';
import classes from './LiveRates.module.css';

type RateKey = 'generatorLearningRate' | 'discriminatorLearningRate';
const KEYS: readonly RateKey[] = ['generatorLearningRate', 'discriminatorLearningRate'];

const fieldsOf = ({ generator, discriminator }: LearningRates): Record<RateKey, number> => ({
  generatorLearningRate: generator,
  discriminatorLearningRate: discriminator,
});

/** Learning rates that can be changed while the run goes on; they count from the next step. */
export const LiveRates = memo(function LiveRates({ rates: now }: { rates: LearningRates }) {
  const actions = useActions();
  const { generator, discriminator } = now;
  const [inForce, setInForce] = useState({ generator, discriminator });
  const [rates, setRates] = useState(fieldsOf(inForce));
  // Going on may have brought others, or a press on what is found.
  if (inForce.generator !== generator || inForce.discriminator !== discriminator) {
    setInForce({ generator, discriminator });
    setRates(fieldsOf({ generator, discriminator }));
  }
  const change = (key: RateKey, value: number): void => {
    const next = { ...rates, [key]: value };
    setRates(next);
    actions.setLearningRates(next.generatorLearningRate, next.discriminatorLearningRate);
  };
  return (
    <div className={classes.rates}>
      {KEYS.map((key) => (
        <NumberField
          key={key}
          size="xs"
          label={words().settings[key].label}
          value={rates[key]}
          commit="leaving"
          check={(value) => {
            const issue = checkValue(key, value ?? Number.NaN);
            return issue ? issueText(issue) : undefined;
          }}
          onChange={(value) => change(key, value ?? Number.NaN)}
        />
      ))}
    </div>
  );
});
