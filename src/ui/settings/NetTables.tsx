import type { Settings } from '../../contract/hyperparameters';
import type { NetSummary } from '../../nets/summary';
import { Term, type Word } from '../parts/Term';
import { useActions, useStudio } from '../studio-context';
import { bytes, count } from '../../words/format';
import { useNets } from './use-nets';
import { words } from '../../words';
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
  const says = words().form.nets;
  if ('problem' in nets) {
    return <p className={classes.quiet}>{says.later(nets.problem)}</p>;
  }
  return (
    <div className={classes.nets}>
      <p>
        <span>{says.memory.about}</span> <strong>{bytes(nets.memory.total)}</strong>{' '}
        <span>{says.memory.of}</span> <Term of="memory">{says.memory.memory}</Term>{' '}
        <span>{says.memory.whileTraining}</span>
      </p>
      <Slices batchSize={settings.batchSize} slices={nets.memory.slices ?? 1} />
      <NetTable name={says.generator} word="generator" net={nets.generator} />
      <NetTable name={says.discriminator} word="discriminator" net={nets.discriminator} />
    </div>
  );
}

/** A batch that the card has no room for, and what that means. */
function Slices({ batchSize, slices }: { batchSize: number; slices: number }) {
  if (slices === 1) return null;
  return <p className={classes.quiet}>{words().form.nets.slices(Math.ceil(batchSize / slices))}</p>;
}

function NetTable(props: { name: string; word: Word; net: NetSummary }) {
  const says = words().form.nets;
  return (
    <details className={classes.net} open={OPEN}>
      <summary>{says.summary(props.name, props.net.total, props.net.rows.length)}</summary>
      <table className={classes.table}>
        <caption className={classes.caption}>
          <Term of={props.word}>{props.name}</Term>
          <span>{says.layerByLayer}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{says.layer}</th>
            <th scope="col">{says.output}</th>
            <th scope="col" className={classes.number}>
              <Term of="parameters">{says.parameters}</Term>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.net.rows.map((row, index) => (
            <tr key={index}>
              <td>{words().layer(row.layer)}</td>
              <td>{row.shape.join(' × ')}</td>
              <td className={classes.number}>{row.parameters > 0 ? count(row.parameters) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
