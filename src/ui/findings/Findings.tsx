import { memo } from 'react';
import type { Finding } from '../../contract/findings';
import type { RunView } from '../../store/view-types';
import { findingText, findingWords } from '../../words/findings';
import { Remedies } from './Remedies';
import { useFindings } from './use-findings';
import classes from './Findings.module.css';

/** What the run's course shows, in plain words, and what helps. [FIND1] */
export default function Findings({ openRun }: { openRun: RunView }) {
  const found = useFindings(openRun);
  const says = findingWords();
  return (
    <section className={classes.findings}>
      <h2 id="findings-title" className={classes.title}>
        {says.title}
      </h2>
      <ul aria-labelledby="findings-title" className={classes.list}>
        {found.map((finding) => (
          <li key={finding.code} className={classes.finding} data-kind={finding.kind}>
            <Told finding={finding} />
            <Remedies finding={finding} openRun={openRun} />
          </li>
        ))}
        {found.length === 0 && <li className={classes.quiet}>{nothing(openRun)}</li>}
      </ul>
    </section>
  );
}

const Told = memo(function Told({ finding }: { finding: Finding }) {
  const { says, evidence } = findingText(finding);
  return (
    <>
      <p className={classes.kind}>{findingWords().kinds[finding.kind]}</p>
      <p className={classes.says}>{says}</p>
      <p className={classes.quiet}>{evidence}</p>
    </>
  );
});

function nothing({ live, watching, metrics }: RunView): string {
  const { none, noneAtEnd, tooEarly } = findingWords();
  if (!live && !watching) return noneAtEnd;
  return metrics.lastStep > 0 ? none : tooEarly;
}
