import type { Settings } from '../../contract/hyperparameters';
import type { NetSummary } from '../../nets/summary';
import { Term } from '../parts/Term';
import { useActions, useStudio } from '../studio-context';
import type { Word } from '../words/glossary';
import { countOf } from '../../contract/count';
import { bytes, count } from '../../words/format';
import { useNets } from './use-nets';
import classes from './NetTables.module.css';

/** Where there is room beside the form, the tables are open from the start. */
const OPEN = window.matchMedia('(min-width: 60rem)').matches;

/** Both nets layer by layer, with shapes and parameters, and the memory they will want. */
export function NetTables({ settings }: { settings: Settings }) {
  const engine = useStudio((studio) => studio.engineReport?.engine ?? null);
  const maxBufferBytes = useStudio((studio) => studio.engineReport?.maxBufferBytes ?? null);
  const software = useStudio((studio) => studio.engineReport?.software ?? false);
  const { memoryOn } = useActions();
  const nets = useNets(settings, engine, maxBufferBytes, software, memoryOn);
  if ('problem' in nets) {
    return (
      <p className={classes.quiet}>
        {`The networks are shown once the settings fit. ${nets.problem}`}
      </p>
    );
  }
  return (
    <div className={classes.nets}>
      <p>
        About <strong>{bytes(nets.memory.total)}</strong> of <Term of="memory">memory</Term> while
        training.
      </p>
      <Slices batchSize={settings.batchSize} slices={nets.memory.slices ?? 1} />
      <NetTable name="Generator" word="generator" net={nets.generator} />
      <NetTable name="Discriminator" word="discriminator" net={nets.discriminator} />
    </div>
  );
}

/** A batch that the card has no room for, and what that means. */
function Slices({ batchSize, slices }: { batchSize: number; slices: number }) {
  if (slices === 1) return null;
  const pictures = Math.ceil(batchSize / slices);
  const many = countOf(pictures, 'picture');
  return (
    <p className={classes.quiet}>
      {`The graphics card has no room for a whole batch at once, so a step goes through it ${many} ` +
        'at a time and adds up what it learns. The step is the same, except that batch ' +
        `normalisation looks at ${many} at a time.`}
    </p>
  );
}

function NetTable(props: { name: string; word: Word; net: NetSummary }) {
  return (
    <details className={classes.net} open={OPEN}>
      <summary>
        {`${props.name}: ${countOf(props.net.total, 'parameter')} in ${countOf(props.net.rows.length, 'layer')}`}
      </summary>
      <table className={classes.table}>
        <caption className={classes.caption}>
          <Term of={props.word}>{props.name}</Term>, layer by layer
        </caption>
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col">Output</th>
            <th scope="col" className={classes.number}>
              <Term of="parameters">Parameters</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.net.rows.map((row, index) => (
            <tr key={index}>
              <td>{row.text}</td>
              <td>{row.shape.join(' × ')}</td>
              <td className={classes.number}>{row.parameters > 0 ? count(row.parameters) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
